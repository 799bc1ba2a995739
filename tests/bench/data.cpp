#include "data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <stdexcept>

namespace rapport::bench {

namespace {

// Words as a language makes them: syllables, some with accents.
std::string made_word(Dice& dice) {
  constexpr const char* syllables[] = {"ba", "ce", "di", "fo", "gu", "la",   "mé",  "ni",  "por", "re",
                                       "sa", "ti", "vu", "xo", "ze", "chan", "lin", "mar", "tes", "quo"};
  std::string word;
  for (std::size_t i = 0, count = 2 + dice.below(3); i < count; ++i)
    word += syllables[dice.below(std::size(syllables))];
  return word;
}

std::string made_text(const std::vector<std::string>& words, std::size_t size, Dice& dice) {
  std::string text;
  while (text.size() < size) {
    // Low numbers are drawn more often, as in any language.
    const std::size_t word = std::min(dice.below(words.size()), dice.below(words.size()));
    text += (text.empty() ? "" : " ") + words[word];
  }
  return text;
}

}  // namespace

Data::Data(std::size_t customers, std::size_t interactions)
    : customers_(std::max<std::size_t>(customers, 100)), interactions_(interactions) {
  Dice dice(7);
  for (int i = 0; i < 4000; ++i) words_.push_back(made_word(dice));
  for (int i = 0; i < 4096; ++i) {
    subjects_.push_back(made_text(words_, 36, dice));
    bodies_.push_back(made_text(words_, 116, dice));
  }
}

std::size_t Data::busy_customers() const { return customers_ / 100; }

std::string Data::customer_name(std::size_t i) const {
  return fmt::format("{} {} {}", words_[i % words_.size()], words_[i / 7 % words_.size()], i);
}

InteractionData Data::interaction(std::size_t i, Dice& dice) const {
  constexpr std::int64_t start = 1'700'000'000'000'000;
  const std::uint64_t drawn = dice.next();
  const std::size_t among = drawn % 4 == 0 ? busy_customers() : customers_;
  return {(drawn >> 32) % among, start + static_cast<std::int64_t>(i) * 7'000'000,
          subjects_[drawn >> 2 & 4095], bodies_[drawn >> 14 & 4095]};
}

std::string Data::two_words(Dice& dice) const {
  const std::string& subject = subjects_[dice.below(subjects_.size())];
  const std::size_t first = subject.find(' ');
  return subject.substr(0, subject.find(' ', first + 1));
}

void write_customers_csv(const std::filesystem::path& path, std::size_t rows) {
  const Data data(rows, 0);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wb"), &std::fclose);
  if (!file) throw std::runtime_error("the CSV file cannot be written");
  fmt::print(file.get(), "name,email,phone,country\r\n");
  for (std::size_t i = 0; i < rows; ++i)
    fmt::print(file.get(), "\"{}, Ltd\",Contact{}@firm-{}.example,+33 1 {:02} {:02} {:02} {:02},FR\r\n",
               data.customer_name(i), i, i % 977, i / 1000000 % 100, i / 10000 % 100, i / 100 % 100, i % 100);
}

}  // namespace rapport::bench
