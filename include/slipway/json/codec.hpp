// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/core/status.hpp>
#include <slipway/core/type_info.hpp>
#include <slipway/json/value.hpp>

namespace slipway::json {

/// Reads a document `read` into the struct at `object`, which is of type `type`. Members that the
/// struct does not have are kept in its `unknown`; null counts as absent; texts, lists and maps
/// that are empty are `said` to be, and written again. Throws `status_error` (bad_request) that
/// names the path and what was found where something else is expected.
void decode(const core::type_info& type, const value& read, void* object);

/// The document of the struct at `object`: what is set, then what is unknown.
value encode(const core::type_info& type, const void* object);

template <class T>
T decode(const value& read) {
    T made{};
    decode(core::type_info_of<T>, read, &made);
    return made;
}

template <class T>
value encode(const T& object) {
    return encode(core::type_info_of<T>, &object);
}

}  // namespace slipway::json

#ifndef SLIPWAY_COMPILED
#include <slipway/json/detail/decode.hpp>
#include <slipway/json/detail/encode.hpp>
#endif
