#include <rapport.h>

int main(void) {
  rapport_book* book = NULL;
  int64_t customers = -1;
  int32_t code = rapport_book_open_in_memory(NULL, &book, NULL);
  if (code == RAPPORT_OK)
    code = rapport_count(book, RAPPORT_KIND_CUSTOMER, rapport_no_text(), &customers, NULL);
  rapport_book_free(book);
  return code == RAPPORT_OK && customers == 0 ? 0 : 1;
}
