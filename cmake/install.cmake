# What `cmake --install` puts where, and the package that find_package(rapport) reads.
include(CMakePackageConfigHelpers)

install(TARGETS rapport EXPORT rapport_targets ARCHIVE LIBRARY RUNTIME)
install(DIRECTORY include/rapport DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT rapport_targets NAMESPACE rapport:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/rapport)
configure_package_config_file(cmake/rapport-config.cmake.in rapport-config.cmake
                              INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/rapport)
write_basic_package_version_file(rapport-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/rapport-config.cmake ${PROJECT_BINARY_DIR}/rapport-config-version.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/rapport)
