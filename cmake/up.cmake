# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT

# slipway::up: the commands for programs of definitions that need more than the definition: `up`, `graph`, `apply` and others. It is compiled once in a project that links it, so that
# the definitions themselves stay light.
add_library(slipway_up_object OBJECT EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/up.cpp ${CMAKE_CURRENT_LIST_DIR}/tools.cpp)
target_link_libraries(slipway_up_object PUBLIC slipway::cli)
add_library(slipway_up INTERFACE)
add_library(slipway::up ALIAS slipway_up)
target_sources(slipway_up INTERFACE $<TARGET_OBJECTS:slipway_up_object>)
target_link_libraries(slipway_up INTERFACE slipway::cli)
