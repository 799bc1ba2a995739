// Faults on demand: SQLite's file access of this program goes through a layer that makes one call, or all
// calls from one on, fail as a bad disk would; its memory, and that of C++, comes from allocators that can run
// dry. Include this in one source of the program: it replaces operator new.
//
// Call Faults::install() before the first book is opened.
#pragma once

#include <sqlite3.h>

#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>

namespace rapport::test {

enum class Call { open, read, write, truncate, sync, remove, memory, new_memory };

class Faults {
 public:
  static void install() {
    static const bool done = [] {
      install_memory();
      install_files();
      return true;
    }();
    (void)done;
  }

  // From now on the n-th such call fails with this result (`for_ever`: also every one after it).
  static void arm(Call call, int n, int result, bool for_ever = false) {
    state() = {true, call, n, result, for_ever, false};
  }
  // Whether operator new is to fail.
  static bool starves() { return trouble(Call::new_memory) != 0; }
  // Ends the trouble; whether there was any.
  static bool disarm() {
    state().armed = false;
    return state().fired;
  }

 private:
  struct State {
    bool armed = false;
    Call call{};
    int left = 0;
    int result = 0;
    bool for_ever = false;
    bool fired = false;
  };
  static State& state() {
    static State one;
    return one;
  }
  // The result with which this call is to fail; 0: it goes through.
  static int trouble(Call call) {
    State& now = state();
    if (!now.armed || now.call != call || now.left <= 0) return 0;
    if (--now.left > 0) return 0;
    now.fired = true;
    if (now.for_ever) now.left = 1;
    return now.result;
  }

  // ---- Memory
  static sqlite3_mem_methods& memory() {
    static sqlite3_mem_methods methods;
    return methods;
  }
  static void install_memory() {
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory()) != SQLITE_OK)
      throw std::runtime_error("SQLite was used before Faults::install()");
    sqlite3_mem_methods failing = memory();
    failing.xMalloc = [](int size) -> void* {
      return trouble(Call::memory) ? nullptr : memory().xMalloc(size);
    };
    failing.xRealloc = [](void* old, int size) -> void* {
      return trouble(Call::memory) ? nullptr : memory().xRealloc(old, size);
    };
    sqlite3_config(SQLITE_CONFIG_MALLOC, &failing);
    // Small allocations would else come from elsewhere.
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
  }

  // ---- Files
  struct File {
    sqlite3_file base;
    sqlite3_file* real;
  };
  static sqlite3_vfs*& real_vfs() {
    static sqlite3_vfs* vfs = nullptr;
    return vfs;
  }
  static sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real; }

  static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto* mine = reinterpret_cast<File*>(file);
    mine->base.pMethods = nullptr;
    if (const int result = trouble(Call::open)) return result;
    mine->real = reinterpret_cast<sqlite3_file*>(mine + 1);
    const int result = real_vfs()->xOpen(real_vfs(), name, mine->real, flags, out_flags);
    if (mine->real->pMethods) mine->base.pMethods = methods();
    return result;
  }
  static const sqlite3_io_methods* methods() {
    static const sqlite3_io_methods all = [] {
      sqlite3_io_methods m{};
      m.iVersion = 2;
      m.xClose = [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); };
      m.xRead = [](sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
        if (const int result = trouble(Call::read)) return result;
        return real(f)->pMethods->xRead(real(f), to, size, at);
      };
      m.xWrite = [](sqlite3_file* f, const void* from, int size, sqlite3_int64 at) {
        if (const int result = trouble(Call::write)) {
          // A disk that fails may have written a part.
          real(f)->pMethods->xWrite(real(f), from, size / 2, at);
          return result;
        }
        return real(f)->pMethods->xWrite(real(f), from, size, at);
      };
      m.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
        if (const int result = trouble(Call::truncate)) return result;
        return real(f)->pMethods->xTruncate(real(f), size);
      };
      m.xSync = [](sqlite3_file* f, int flags) {
        if (const int result = trouble(Call::sync)) return result;
        return real(f)->pMethods->xSync(real(f), flags);
      };
      m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
        return real(f)->pMethods->xFileSize(real(f), size);
      };
      m.xLock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); };
      m.xUnlock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); };
      m.xCheckReservedLock = [](sqlite3_file* f, int* out) {
        return real(f)->pMethods->xCheckReservedLock(real(f), out);
      };
      m.xFileControl = [](sqlite3_file* f, int op, void* argument) {
        return real(f)->pMethods->xFileControl(real(f), op, argument);
      };
      m.xSectorSize = [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); };
      m.xDeviceCharacteristics = [](sqlite3_file* f) {
        return real(f)->pMethods->xDeviceCharacteristics(real(f));
      };
      m.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
        return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
      };
      m.xShmLock = [](sqlite3_file* f, int offset, int n, int flags) {
        return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
      };
      m.xShmBarrier = [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); };
      m.xShmUnmap = [](sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); };
      return m;
    }();
    return &all;
  }
  static void install_files() {
    sqlite3_initialize();
    real_vfs() = sqlite3_vfs_find(nullptr);
    static sqlite3_vfs mine;
    mine = *real_vfs();
    mine.zName = "faults";
    mine.szOsFile = static_cast<int>(sizeof(File)) + real_vfs()->szOsFile;
    mine.xOpen = open;
    mine.xDelete = [](sqlite3_vfs*, const char* name, int sync) {
      if (const int result = trouble(Call::remove)) return result;
      return real_vfs()->xDelete(real_vfs(), name, sync);
    };
    sqlite3_vfs_register(&mine, 1);
  }
};

}  // namespace rapport::test

// Not inline: gcc would take free for a mistake where it sees it beside new.
[[gnu::noinline]] void* operator new(std::size_t size) {
  void* memory = rapport::test::Faults::starves() ? nullptr : std::malloc(size > 0 ? size : 1);
  if (!memory) throw std::bad_alloc();
  return memory;
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
