# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT

include_guard(GLOBAL)
set(slipway_sources ${CMAKE_CURRENT_LIST_DIR}/compiled)

# slipway::compiled: the library's long functions, compiled once in a project that links it. The other sources of the
# program compile in a fraction of the time; without it, everything is in the headers.
add_library(slipway_compiled STATIC EXCLUDE_FROM_ALL)
foreach(room api apiserver cli client cluster docker_api dsl engine json net node oci registry runtime)
  target_sources(slipway_compiled PRIVATE ${slipway_sources}/${room}.cpp)
endforeach()
target_link_libraries(slipway_compiled PUBLIC slipway::cli)
target_compile_definitions(slipway_compiled PUBLIC SLIPWAY_COMPILED)
# Projects without a build type have it optimized all the same: it is compiled once, and runs each time.
target_compile_options(slipway_compiled PRIVATE $<$<STREQUAL:$<CONFIG>,>:-O2>)
add_library(slipway::compiled ALIAS slipway_compiled)

# slipway::up: the commands for programs of definitions that need more than the definition: `up`, `graph`, `apply` and
# others, compiled once in a project that links it, so that the definitions themselves stay light.
add_library(slipway_up_object OBJECT EXCLUDE_FROM_ALL ${slipway_sources}/up.cpp ${slipway_sources}/tools.cpp)
target_link_libraries(slipway_up_object PUBLIC slipway::cli slipway_compiled)
add_library(slipway_up INTERFACE)
add_library(slipway::up ALIAS slipway_up)
target_sources(slipway_up INTERFACE $<TARGET_OBJECTS:slipway_up_object>)
target_link_libraries(slipway_up INTERFACE slipway::cli slipway_compiled)

# slipway::command: the verbs of the `slipway` command, for that program and its tests.
add_library(slipway_command STATIC EXCLUDE_FROM_ALL ${slipway_sources}/command.cpp ${slipway_sources}/container_command.cpp)
target_link_libraries(slipway_command PUBLIC slipway::cli slipway_compiled)
add_library(slipway::command ALIAS slipway_command)

if(TARGET slipway_developing)  # warnings and sanitizers of this project's own build
  target_link_libraries(slipway_compiled PRIVATE slipway_developing)
  set_target_properties(slipway_compiled PROPERTIES UNITY_BUILD "${SLIPWAY_UNITY_TESTS}" UNITY_BUILD_BATCH_SIZE 5)
  target_link_libraries(slipway_up_object PRIVATE slipway_developing)
  target_link_libraries(slipway_command PRIVATE slipway_developing)
endif()
