# Copies the shared libraries that the extension needs beside it, but for those of the system, Python and SQLite.
file(GET_RUNTIME_DEPENDENCIES MODULES ${extension} RESOLVED_DEPENDENCIES_VAR libraries
     PRE_EXCLUDE_REGEXES "^lib(c|m|dl|rt|pthread|stdc[+][+]|gcc_s)[.]so" "^ld-linux" "^libsqlite3" "^libpython")
foreach(library ${libraries})
  get_filename_component(name ${library} NAME)
  get_filename_component(file ${library} REALPATH)
  file(INSTALL ${file} DESTINATION ${CMAKE_INSTALL_PREFIX}/rapport RENAME ${name})
endforeach()
