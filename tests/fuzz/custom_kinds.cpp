// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

// What whoever defines a kind writes: regular expressions, paths, and schemas, each with something
// to apply it to. A zero byte stands between.

#include <slipway/apiserver/custom/json_path.hpp>
#include <slipway/apiserver/custom/pattern.hpp>
#include <slipway/apiserver/custom/schema.hpp>
#include <slipway/json/read.hpp>

#include "survives.hpp"

using namespace slipway;
using fuzz::holds;
using fuzz::survives;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size),
                           first = text.substr(0, text.find('\0'));
    const std::string_view second =
        first.size() < text.size() ? text.substr(first.size() + 1) : std::string_view();
    survives([&] { apiserver::custom::pattern(first).judge(second); });
    survives([&] { apiserver::custom::json_path(first).in(json::read(second)); });
    survives([&] {
        const json::value given = json::read(first);
        apiserver::errors found;
        apiserver::custom::check_structure(given, "schema", found);
        if (!found.empty()) return;
        const auto schema = apiserver::custom::schema::read(given);
        json::value object = json::read(second);
        apiserver::custom::drop_nulls(schema, object);
        apiserver::custom::prune(schema, object);
        apiserver::custom::fill_defaults(schema, object);
        const json::value filled = object;
        apiserver::custom::fill_defaults(schema, object);
        holds(object == filled, "defaults are filled in once");
        apiserver::custom::validate(schema, object, {}, found);
    });
    return 0;
}
