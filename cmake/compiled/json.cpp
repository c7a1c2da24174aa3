// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

#include <slipway/json/detail/apply.hpp>
#include <slipway/json/detail/compare.hpp>
#include <slipway/json/detail/decode.hpp>
#include <slipway/json/detail/encode.hpp>
#include <slipway/json/detail/managed_fields.hpp>
#include <slipway/json/detail/read.hpp>
#include <slipway/json/detail/read_yaml.hpp>
#include <slipway/json/detail/strategic.hpp>
#include <slipway/json/detail/write_yaml.hpp>

template class nlohmann::basic_json<nlohmann::ordered_map>;
