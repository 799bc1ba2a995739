#include <rapport/rapport.hpp>

int main() {
  auto book = rapport::Book::in_memory();
  book.customers().add({.name = "Acme"});
  return book.customers().count() == 1 ? 0 : 1;
}
