// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <slipway/core/status.hpp>
#include <slipway/json/value.hpp>

namespace slipway::apiserver {

/// Reads an object that a client sent as `application/vnd.kubernetes.protobuf`: kubectl does so
/// since 1.32 for what its `create` commands make themselves. Only those kinds, and the fields that
/// these commands set, are known. Throws `status_error`: bad_request for malformed bytes,
/// unsupported_media_type for what is not known, so that nothing is lost unnoticed.
json::value read_protobuf(std::string_view bytes);

}  // namespace slipway::apiserver

#ifndef SLIPWAY_COMPILED
#include <slipway/apiserver/detail/protobuf.hpp>
#endif
