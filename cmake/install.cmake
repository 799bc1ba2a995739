# What `cmake --install` puts where, the packages that find_package(rapport) and pkg-config read, and the .deb files.
include(CMakePackageConfigHelpers)

install(TARGETS rapport EXPORT rapport_targets ARCHIVE COMPONENT development LIBRARY COMPONENT library RUNTIME)
install(DIRECTORY include/rapport DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
install(EXPORT rapport_targets NAMESPACE rapport:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/rapport
        COMPONENT development)
configure_package_config_file(cmake/rapport-config.cmake.in rapport-config.cmake
                              INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/rapport)
write_basic_package_version_file(rapport-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/rapport-config.cmake ${PROJECT_BINARY_DIR}/rapport-config-version.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/rapport COMPONENT development)

# pkg-config: rapport is the C++ library, rapport_c the C one. Both name what static users need beside them. Folders
# are relative to the file, so that the tree may be moved.
file(RELATIVE_PATH RAPPORT_UP /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" RAPPORT_UP ${RAPPORT_UP})
set(RAPPORT_PRIVATE "-lsqlite3 -lcctz -lfmt -lre2 -lsodium -lutf8proc -lstdc++ -lm -pthread")
configure_file(cmake/rapport.pc.in rapport.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/rapport.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)

if(RAPPORT_C)
  install(TARGETS rapport_c EXPORT rapport_c_targets LIBRARY COMPONENT library NAMELINK_COMPONENT development)
  install(EXPORT rapport_c_targets NAMESPACE rapport:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/rapport
          COMPONENT development)
  install(TARGETS rapport_c_static ARCHIVE COMPONENT development)
  install(FILES capi/include/rapport.h capi/include/rapport_fields.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
          COMPONENT development)
  configure_file(cmake/rapport_c.pc.in rapport_c.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/rapport_c.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
          COMPONENT development)
endif()

if(RAPPORT_DEVELOPER)
  install(TARGETS rapport_command RUNTIME COMPONENT command)
endif()

# Three Debian packages: the C library, what is needed to build with either library, and the command.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME rapport)
set(CPACK_PACKAGE_CONTACT "The rapport authors <rapport@localhost>")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_COMPONENTS_ALL library development command)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME librapport-c1)
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION "The SQLite of customer relationships: the C library")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME librapport-dev)
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "Headers and libraries to build with rapport, in C and in C++")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "librapport-c1 (= ${PROJECT_VERSION}), libsqlite3-dev, libcctz-dev, libfmt-dev, libre2-dev, libsodium-dev, libutf8proc-dev, nlohmann-json3-dev, libboost-dev")
set(CPACK_DEBIAN_COMMAND_PACKAGE_NAME rapport)
set(CPACK_DEBIAN_COMMAND_DESCRIPTION "The SQLite of customer relationships: the rapport command")
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION ${CPACK_DEBIAN_LIBRARY_DESCRIPTION})
include(CPack)
