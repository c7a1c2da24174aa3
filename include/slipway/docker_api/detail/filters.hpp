// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/json/read.hpp>

namespace slipway::docker_api::detail {

/// The parameter `filters`: for each name the values of which one must fit. Docker writes them as
/// `{"name":{"value":true}}` and, before version 1.22, as `{"name":["value"]}`.
class filters {
public:
    /// Throws `status_error` (bad_request) for what is none, and for names that are not among
    /// `known`.
    filters(const std::string& text, std::initializer_list<std::string_view> known) {
        if (text.empty()) return;
        const json::value all = json::read(text);
        if (!all.is_object())
            throw status_error(core::reason::bad_request, "the filters are no JSON object");
        for (const auto& [name, values] : all.items()) {
            if (std::find(known.begin(), known.end(), name) == known.end())
                throw status_error(core::reason::bad_request, "invalid filter '" + name + "'");
            take(name, values);
        }
    }
    bool has(const std::string& name) const { return all_.count(name) != 0; }
    const std::vector<std::string>& of(const std::string& name) const {
        static const std::vector<std::string> none;
        const auto found = all_.find(name);
        return found == all_.end() ? none : found->second;
    }
    /// Whether one of the values fits, or there are none.
    bool any(const std::string& name, const std::function<bool(const std::string&)>& fits) const {
        return !has(name) || std::any_of(of(name).begin(), of(name).end(), fits);
    }
    bool every(const std::string& name, const std::function<bool(const std::string&)>& fits) const {
        return std::all_of(of(name).begin(), of(name).end(), fits);
    }
    /// `KEY` or `KEY=VALUE`, all of which must be among the labels.
    bool labels(const std::map<std::string, std::string>& among,
                const std::string& name = "label") const {
        return every(name, [&](const std::string& wanted) {
            const auto equals = wanted.find('=');
            const auto found = among.find(wanted.substr(0, equals));
            return found != among.end() &&
                   (equals == wanted.npos || found->second == wanted.substr(equals + 1));
        });
    }

    /// The same, and none of those that `label!` names.
    bool labels_and_no_others(const std::map<std::string, std::string>& among) const {
        return labels(among) &&
               std::none_of(of("label!").begin(), of("label!").end(), [&](const std::string& one) {
                   const auto equals = one.find('=');
                   const auto found = among.find(one.substr(0, equals));
                   return found != among.end() &&
                          (equals == one.npos || found->second == one.substr(equals + 1));
               });
    }
    /// Throws `status_error` (bad_request) where a value is none of these.
    void allow(const std::string& name, std::initializer_list<std::string_view> values) const {
        for (const std::string& one : of(name))
            if (std::find(values.begin(), values.end(), one) == values.end())
                throw status_error(core::reason::bad_request,
                                   "invalid filter '" + name + '=' + one.substr(0, 64) + "'");
    }

private:
    void take(const std::string& name, const json::value& values) {
        std::vector<std::string>& to = all_[name];
        if (values.is_object())
            for (const auto& [value, on] : values.items()) to.push_back(value);
        else if (values.is_array())
            for (const json::value& value : values)
                to.push_back(value.is_string() ? value.get<std::string>()
                                               : json::value(value).dump());
        else
            throw status_error(core::reason::bad_request,
                               "the filter '" + name + "' has no list of values");
    }

    std::map<std::string, std::vector<std::string>> all_;
};

}  // namespace slipway::docker_api::detail
