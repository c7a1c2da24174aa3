// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/engine/moment.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::engine {

/// What of a list is asked for: values by name, as Docker's `--filter NAME=VALUE` has them. Without
/// any, all of it is.
class filters {
public:
    void add(const std::string& name, std::string value) {
        values_[name].push_back(std::move(value));
    }
    /// Throws `status_error` (bad_request) for a name that is not among these.
    static void check_name(const std::string& name, std::span<const std::string_view> known) {
        if (std::find(known.begin(), known.end(), name) != known.end()) return;
        std::string listed;
        for (std::string_view each : known) listed.append(listed.empty() ? "" : ", ").append(each);
        throw status_error(core::reason::bad_request,
                           "invalid filter '" + name.substr(0, 64) + "': there are " + listed);
    }
    /// Throws `status_error` (bad_request) where a value of `name` is none of these.
    void allow(const std::string& name, std::initializer_list<std::string_view> values) const {
        for (const std::string& one : of(name))
            if (std::find(values.begin(), values.end(), one) == values.end())
                throw status_error(core::reason::bad_request,
                                   "invalid filter '" + name + '=' + one.substr(0, 64) + "'");
    }

    bool has(const std::string& name) const { return values_.count(name) != 0; }
    const std::vector<std::string>& of(const std::string& name) const {
        static const std::vector<std::string> none;
        const auto found = values_.find(name);
        return found == values_.end() ? none : found->second;
    }

    /// Whether one of the values fits, or there are none.
    bool any(const std::string& name, const std::function<bool(const std::string&)>& fits) const {
        return !has(name) || std::any_of(of(name).begin(), of(name).end(), fits);
    }
    bool every(const std::string& name, const std::function<bool(const std::string&)>& fits) const {
        return std::all_of(of(name).begin(), of(name).end(), fits);
    }
    /// The same for something that is so or is not. Throws `status_error` (bad_request) where a
    /// value is neither `true` nor `false`, `1` nor `0`.
    bool is(const std::string& name, bool it_is) const {
        allow(name, {"true", "false", "1", "0"});
        return any(name, [&](const std::string& v) { return it_is == (v == "true" || v == "1"); });
    }
    /// Whether all values of `label` are among these, `KEY` or `KEY=VALUE`, and none of `label!`.
    bool labels(const std::map<std::string, std::string>& among) const {
        const auto there = [&](const std::string& wanted) {
            const auto equals = wanted.find('=');
            const auto found = among.find(wanted.substr(0, equals));
            return found != among.end() &&
                   (equals == wanted.npos || found->second == wanted.substr(equals + 1));
        };
        return every("label", there) &&
               std::none_of(of("label!").begin(), of("label!").end(), there);
    }
    /// Whether something was made before all moments of `until`. Throws as `moment_in`.
    bool until(runtime::wall_time made) const {
        return every("until", [&](const std::string& v) { return made < moment_in(v); });
    }

private:
    std::map<std::string, std::vector<std::string>> values_;
};

}  // namespace slipway::engine
