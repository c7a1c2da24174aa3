# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/slipway)

install(DIRECTORY include/slipway DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp")
foreach(room client registry runtime store)
  install(DIRECTORY tests/${room}/laws DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/slipway-laws/${room}
          FILES_MATCHING PATTERN "*.hpp")
endforeach()
install(FILES tests/support/eventually.hpp tests/support/refusal.hpp tests/support/scratch_directory.hpp
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/slipway-laws/support)
install(TARGETS ${slipway_targets} EXPORT slipway)
if(TARGET slipway_program)  # with SLIPWAY_EXAMPLES
  install(TARGETS slipway_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(TARGETS slipway_complete RUNTIME DESTINATION libexec/slipway)  # where the other looks for it
endif()
install(EXPORT slipway NAMESPACE slipway:: DESTINATION ${package_dir} FILE slipway-targets.cmake)

configure_package_config_file(cmake/slipway-config.cmake.in slipway-config.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(slipway-config-version.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${PROJECT_BINARY_DIR}/slipway-config.cmake ${PROJECT_BINARY_DIR}/slipway-config-version.cmake
              cmake/dependencies.cmake cmake/compiled.cmake
        DESTINATION ${package_dir})
install(DIRECTORY cmake/compiled DESTINATION ${package_dir})

configure_file(cmake/slipway.pc.in slipway.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/slipway.pc DESTINATION ${CMAKE_INSTALL_DATADIR}/pkgconfig)
