// A help desk in Rust: the C interface by extern "C", and no crates.
//
//   rustc help_desk.rs -L native=/usr/lib -l dylib=rapport_c
use std::ffi::{c_char, c_void, CStr};
use std::ptr::{null, null_mut};

#[repr(C)]
#[derive(Clone, Copy)]
struct Text {
    data: *const c_char,
    length: usize,
}
#[repr(C)]
#[derive(Clone, Copy, Default)]
struct Id {
    bytes: [u8; 16],
}
// Opaque on this side.
type Book = c_void;
type Record = c_void;
type Cursor = c_void;
type Error = c_void;
#[repr(C)]
struct Column {
    field: i32,
    kind: i32,
    values: *mut c_void,
    present: *mut u8,
}

#[link(name = "rapport_c")]
extern "C" {
    fn rapport_book_open_in_memory(options: *const c_void, book: *mut *mut Book, error: *mut *mut Error) -> i32;
    fn rapport_book_free(book: *mut Book);
    fn rapport_kind_named(name: Text, kind: *mut i32, error: *mut *mut Error) -> i32;
    fn rapport_field_named(kind: i32, name: Text, field: *mut i32, error: *mut *mut Error) -> i32;
    fn rapport_record_new(kind: i32, record: *mut *mut Record, error: *mut *mut Error) -> i32;
    fn rapport_record_set_json(record: *mut Record, json: Text, error: *mut *mut Error) -> i32;
    fn rapport_record_id(record: *const Record, id: *mut Id, error: *mut *mut Error) -> i32;
    fn rapport_record_free(record: *mut Record);
    fn rapport_id_to_text(id: Id, text: *mut *mut c_void, error: *mut *mut Error) -> i32;
    fn rapport_string_text(string: *const c_void, text: *mut Text, error: *mut *mut Error) -> i32;
    fn rapport_string_free(string: *mut c_void);
    fn rapport_add(book: *mut Book, record: *mut Record, because: *const c_void, error: *mut *mut Error) -> i32;
    fn rapport_case_open(book: *mut Book, opened: *mut Record, because: *const c_void, error: *mut *mut Error) -> i32;
    fn rapport_case_move(book: *mut Book, of: Id, state: i32, details: *const c_void, because: *const c_void,
                         changed: *mut *mut Record, error: *mut *mut Error) -> i32;
    fn rapport_case_resolve(book: *mut Book, of: Id, resolution: Text, details: *const c_void, because: *const c_void,
                            changed: *mut *mut Record, error: *mut *mut Error) -> i32;
    fn rapport_find(book: *mut Book, kind: i32, expression: Text, options: *const c_void, cursor: *mut *mut Cursor,
                    error: *mut *mut Error) -> i32;
    fn rapport_cursor_read(cursor: *mut Cursor, columns: *const Column, column_count: usize, rows: usize,
                           got: *mut usize, error: *mut *mut Error) -> i32;
    fn rapport_cursor_free(cursor: *mut Cursor);
    fn rapport_error_message(error: *const Error) -> *const c_char;
    fn rapport_error_free(error: *mut Error);
}

const TYPE_TEXT: i32 = 4;
const CASE_STATE_WAITING_CUSTOMER: i32 = 3;
const NOT_ALLOWED: i32 = -300;

fn text(of: &str) -> Text {
    Text { data: of.as_ptr() as *const c_char, length: of.len() }
}
fn string(of: Text) -> String {
    let bytes = unsafe { std::slice::from_raw_parts(of.data as *const u8, of.length) };
    String::from_utf8_lossy(bytes).into_owned()
}

// The code, or what the error says.
fn call(work: impl FnOnce(*mut *mut Error) -> i32) -> Result<i32, (i32, String)> {
    let mut error: *mut Error = null_mut();
    let code = work(&mut error);
    if code >= 0 {
        return Ok(code);
    }
    let message = unsafe { CStr::from_ptr(rapport_error_message(error)) }.to_string_lossy().into_owned();
    unsafe { rapport_error_free(error) };
    Err((code, message))
}

fn record(kind: &str, json: &str) -> Result<*mut Record, (i32, String)> {
    let mut number = 0;
    let mut made: *mut Record = null_mut();
    call(|e| unsafe { rapport_kind_named(text(kind), &mut number, e) })?;
    call(|e| unsafe { rapport_record_new(number, &mut made, e) })?;
    call(|e| unsafe { rapport_record_set_json(made, text(json), e) })?;
    Ok(made)
}
fn id_of(record: *const Record) -> Result<Id, (i32, String)> {
    let mut id = Id::default();
    call(|e| unsafe { rapport_record_id(record, &mut id, e) })?;
    Ok(id)
}
fn id_text(id: Id) -> Result<String, (i32, String)> {
    let mut made: *mut c_void = null_mut();
    let mut borrowed = text("");
    call(|e| unsafe { rapport_id_to_text(id, &mut made, e) })?;
    call(|e| unsafe { rapport_string_text(made, &mut borrowed, e) })?;
    let own = string(borrowed);
    unsafe { rapport_string_free(made) };
    Ok(own)
}

fn help_desk() -> Result<(), (i32, String)> {
    let mut book: *mut Book = null_mut();
    call(|e| unsafe { rapport_book_open_in_memory(null(), &mut book, e) })?;
    let acme = record("customer", r#"{"name": "Acme"}"#)?;
    call(|e| unsafe { rapport_add(book, acme, null(), e) })?;
    let opened = record("case", &format!(r#"{{"customer": "{}", "subject": "No backups"}}"#, id_text(id_of(acme)?)?))?;
    call(|e| unsafe { rapport_case_open(book, opened, null(), e) })?;
    let of = id_of(opened)?;
    call(|e| unsafe { rapport_case_resolve(book, of, text("The disk was full."), null(), null(), null_mut(), e) })?;
    match call(|e| unsafe { rapport_case_move(book, of, CASE_STATE_WAITING_CUSTOMER, null(), null(), null_mut(), e) }) {
        Err((NOT_ALLOWED, why)) => println!("refused: {why}"),
        other => panic!("a move that makes no sense was taken: {other:?}"),
    }

    let (mut kind, mut resolution) = (0, 0);
    let mut cursor: *mut Cursor = null_mut();
    call(|e| unsafe { rapport_kind_named(text("cases"), &mut kind, e) })?;
    call(|e| unsafe { rapport_field_named(kind, text("resolution"), &mut resolution, e) })?;
    call(|e| unsafe { rapport_find(book, kind, text("state == 'resolved'"), null(), &mut cursor, e) })?;
    let mut resolutions = [text(""); 10];
    let columns = [Column { field: resolution, kind: TYPE_TEXT, values: resolutions.as_mut_ptr() as *mut c_void, present: null_mut() }];
    let mut got = 0;
    while call(|e| unsafe { rapport_cursor_read(cursor, columns.as_ptr(), 1, resolutions.len(), &mut got, e) })? == 0 {
        for each in &resolutions[..got] {
            println!("resolved: {}", string(*each));
        }
    }
    unsafe {
        rapport_cursor_free(cursor);
        rapport_record_free(acme);
        rapport_record_free(opened);
        rapport_book_free(book);
    }
    Ok(())
}

fn main() {
    if let Err((code, why)) = help_desk() {
        eprintln!("{code}: {why}");
        std::process::exit(1);
    }
}
