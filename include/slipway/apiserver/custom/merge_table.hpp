// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <string>
#include <vector>

#include <slipway/apiserver/custom/schema.hpp>
#include <slipway/core/type_info.hpp>

namespace slipway::apiserver::custom {

/// A schema as a table of fields, by which server-side apply merges: the table of a struct that
/// nobody has written.
class merge_table {
public:
    explicit merge_table(const schema& root);
    merge_table(const merge_table&) = delete;

    const core::type_info* type() const { return root_; }

private:
    const core::type_info* add(const schema& s, bool is_object);
    core::field field_of(const schema& s);
    std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }

    std::deque<std::string> texts_;  // deques do not move what they hold
    std::deque<std::vector<core::field>> fields_;
    std::deque<core::type_info> types_;
    const core::type_info* root_ = nullptr;
};

}  // namespace slipway::apiserver::custom

#ifndef SLIPWAY_COMPILED
#include <slipway/apiserver/detail/custom_merge_table.hpp>
#endif
