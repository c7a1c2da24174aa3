// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// JSON and YAML: what was read is the same when it was written and read again; objects of the API,
// and patches of them.

#include <slipway/api/fields/core_v1.hpp>
#include <slipway/json/apply.hpp>
#include <slipway/json/codec.hpp>
#include <slipway/json/field_set.hpp>
#include <slipway/json/patch.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/strategic.hpp>
#include <slipway/json/unknown.hpp>
#include <slipway/json/write.hpp>
#include <slipway/json/yaml.hpp>

#include "survives.hpp"

using namespace slipway;
using fuzz::holds;
using fuzz::survives;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    survives([&] {
        const json::value v = json::read(text);
        holds(json::read(json::write(v)) == json::read(json::write(json::read(json::write(v)))),
              "JSON is what it says");
        survives([&] { json::merge_patch(v, v); });
        survives([&] { json::json_patch(json::value::object({{"a", {1, 2, 3}}}), v); });
        survives([&] { json::field_set::read(v); });
        const core::type_info& pod = core::type_info_of<api::core_v1::Pod>;
        survives([&] { json::strategic_merge(pod, v, v); });
        survives([&] { json::unknown_fields(pod, v); });
        survives([&] { json::encode(json::decode<api::core_v1::Pod>(v)); });
    });
    survives([&] { json::duplicate_fields(text); });
    survives([&] {
        for (const json::value& v : json::read_yaml(text)) {
            const auto again = json::read_yaml(json::write_yaml(v));
            holds(again.size() == 1 && again[0] == v, "YAML is what it says");
        }
    });
    return 0;
}
