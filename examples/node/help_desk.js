// A help desk from Node.js: the C interface and nothing else. Types and functions are those of rapport.h, written down
// as koffi reads them; numbers of kinds and fields are asked for by name.
//
//   node help_desk.js /usr/lib/librapport_c.so
'use strict';
const koffi = require('koffi');

const library = koffi.load(process.argv[2] || 'librapport_c.so');
const Text = koffi.struct('rapport_text', { data: 'const char*', length: 'size_t' });
const Id = koffi.struct('rapport_id', { bytes: koffi.array('uint8_t', 16) });
const Value = koffi.struct('rapport_value', { type: 'int32_t', kind: 'int32_t', bytes: koffi.array('uint8_t', 16) });
for (const type of ['book', 'record', 'cursor', 'records', 'table', 'string', 'error']) koffi.opaque(`rapport_${type}`);

const declared = {};
for (const line of [
  'int32_t rapport_book_open_in_memory(const void* options, _Out_ rapport_book** book, _Out_ rapport_error** error)',
  'void rapport_book_free(rapport_book* book)',
  'int32_t rapport_kind_named(rapport_text name, _Out_ int32_t* kind, _Out_ rapport_error** error)',
  'int32_t rapport_record_new(int32_t kind, _Out_ rapport_record** record, _Out_ rapport_error** error)',
  'int32_t rapport_record_set_json(rapport_record* record, rapport_text json, _Out_ rapport_error** error)',
  'int32_t rapport_record_to_json(const rapport_record* record, _Out_ rapport_string** json, _Out_ rapport_error** error)',
  'int32_t rapport_record_id(const rapport_record* record, _Out_ rapport_id* id, _Out_ rapport_error** error)',
  'void rapport_record_free(rapport_record* record)',
  'int32_t rapport_id_to_text(rapport_id id, _Out_ rapport_string** text, _Out_ rapport_error** error)',
  'int32_t rapport_string_text(const rapport_string* string, _Out_ rapport_text* text, _Out_ rapport_error** error)',
  'void rapport_string_free(rapport_string* string)',
  'int32_t rapport_add(rapport_book* book, rapport_record* record, const void* because, _Out_ rapport_error** error)',
  'int32_t rapport_case_open(rapport_book* book, rapport_record* opened, const void* because, _Out_ rapport_error** error)',
  'int32_t rapport_case_reply(rapport_book* book, rapport_id of, rapport_record* said, const void* because, _Out_ rapport_error** error)',
  'int32_t rapport_case_resolve(rapport_book* book, rapport_id of, rapport_text resolution, const void* details, const void* because, _Out_ rapport_record** changed, _Out_ rapport_error** error)',
  'int32_t rapport_case_move(rapport_book* book, rapport_id of, int32_t state, const void* details, const void* because, _Out_ rapport_record** changed, _Out_ rapport_error** error)',
  'int32_t rapport_find(rapport_book* book, int32_t kind, rapport_text expression, const void* options, _Out_ rapport_cursor** cursor, _Out_ rapport_error** error)',
  'int32_t rapport_cursor_records(rapport_cursor* cursor, size_t rows, _Out_ rapport_records** records, _Out_ rapport_error** error)',
  'void rapport_cursor_free(rapport_cursor* cursor)',
  'int32_t rapport_records_count(const rapport_records* records, _Out_ size_t* count, _Out_ rapport_error** error)',
  'int32_t rapport_records_at(rapport_records* records, size_t index, _Out_ rapport_record** record, _Out_ rapport_error** error)',
  'void rapport_records_free(rapport_records* records)',
  'int32_t rapport_journal_verify(rapport_book* book, rapport_text noted, void* progress, void* data, _Out_ rapport_table** verification, _Out_ rapport_error** error)',
  'int32_t rapport_table_to_json(const rapport_table* table, _Out_ rapport_string** json, _Out_ rapport_error** error)',
  'void rapport_table_free(rapport_table* table)',
  'const char* rapport_error_message(const rapport_error* error)',
  'int32_t rapport_error_code(const rapport_error* error)',
  'void rapport_error_free(rapport_error* error)',
]) {
  const name = line.match(/rapport_\w+(?=\()/)[0];
  declared[name.slice('rapport_'.length)] = library.func(line);
}

// Calls a function whose last parameters are its result, if any, and the error; throws what the error says.
function call(name, ...given) {
  const error = [null];
  const code = declared[name](...given, error);
  if (code >= 0) return code;
  const message = declared.error_message(error[0]);
  declared.error_free(error[0]);
  throw Object.assign(new Error(message), { code });
}
function result(name, ...given) {
  const place = [null];
  call(name, ...given, place);
  return place[0];
}
const text = (string) => ({ data: string, length: Buffer.byteLength(string) });
function taken(string) {
  const { data } = result('string_text', string);
  declared.string_free(string);
  return data;
}
const json = (record) => JSON.parse(taken(result('record_to_json', record)));
function record(kind, fields) {
  const made = result('record_new', result('kind_named', text(kind)));
  call('record_set_json', made, text(JSON.stringify(fields)));
  return made;
}
const idText = (of) => taken(result('id_to_text', result('record_id', of)));

const book = result('book_open_in_memory', null);
const acme = record('customer', { name: 'Acme', country: 'FR' });
call('add', book, acme, null);

const opened = record('case', { customer: idText(acme), kind: 'problem', subject: 'No backups since Monday' });
call('case_open', book, opened, null);
const id = result('record_id', opened);
const said = record('interaction', { channel: 'email', direction: 'outbound', body: 'We are looking into it.' });
call('case_reply', book, id, said, null);
const resolved = result('case_resolve', book, id, text('The disk was full.'), null, null);
console.log('resolved:', json(resolved).resolution);

try {
  result('case_move', book, id, 3, null, null);
  throw new Error('a move that makes no sense was taken');
} catch (error) {
  if (error.code !== -300) throw error;
  console.log('refused:', error.message.replace(/^.*: /, ''));
}

const cursor = result('find', book, result('kind_named', text('interactions')), text("channel == 'email'"), null);
const found = result('cursor_records', cursor, 10);
for (let i = 0; i < Number(result('records_count', found)); ++i) console.log('said:', json(result('records_at', found, i)).body);

const verification = result('journal_verify', book, text(''), null, null);
const [{ findings }] = JSON.parse(taken(result('table_to_json', verification)));
if (findings.length !== 0) throw new Error('somebody altered the past');
console.log('nobody altered the past');

for (const each of [acme, opened, said, resolved]) declared.record_free(each);
declared.records_free(found);
declared.cursor_free(cursor);
declared.table_free(verification);
declared.book_free(book);
