// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/engine/moment.hpp>
#include <slipway/runtime/types.hpp>

namespace slipway::engine {

/// A name that filters may have.
struct filter_name {
    std::string_view name;
    /// throws `status_error` (bad_request) for a value that means nothing; null: each means
    /// something
    void (*check)(const std::string& name, const std::string& value) = nullptr;
};

namespace detail {

[[noreturn]] inline void refuse_filter(const std::string& what, const std::string& there_are = {}) {
    throw status_error(core::reason::bad_request,
                       "invalid filter '" + what.substr(0, 128) + "'" + there_are);
}
template <const auto& words>
void check_word(const std::string& name, const std::string& value) {
    std::string listed;
    for (const std::string_view word : words) {
        if (word == value) return;
        listed.append(listed.empty() ? ": it is " : ", ").append(word);
    }
    refuse_filter(name + '=' + value, listed);
}
inline constexpr std::string_view truths[] = {"true", "false", "1", "0"};
inline void check_moment(const std::string&, const std::string& value) { moment_in(value); }

}  // namespace detail

/// What of a list is asked for: values by name, as Docker's `--filter NAME=VALUE` has them. Without
/// any, all of it is.
class filters {
public:
    filters() = default;
    /// `known`: the names that may be added, such as `container_filters`; it is not copied.
    explicit filters(std::span<const filter_name> known) : known_(known) {}

    /// Throws `status_error` (bad_request) for a name that is not known, and for a value that means
    /// nothing.
    void add(const std::string& name, std::string value) {
        if (const auto check = this->known(name).check) check(name, value);
        values_[name].push_back(std::move(value));
    }
    /// Throws `status_error` (bad_request), with those that there are.
    const filter_name& known(const std::string& name) const {
        std::string listed;
        for (const filter_name& each : known_) {
            if (each.name == name) return each;
            listed.append(listed.empty() ? ": there are " : ", ").append(each.name);
        }
        detail::refuse_filter(name, listed);
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
    /// The same for something that is so or is not, whose values are `true` or `1`, and others.
    bool is(const std::string& name, bool it_is) const {
        return any(name, [&](const std::string& v) { return it_is == (v == "true" || v == "1"); });
    }
    /// Whether it is asked for that something is so, or is not.
    bool asks_for(const std::string& name, bool it_is) const {
        return has(name) && is(name, it_is);
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
    /// Whether something was made before all moments of `until`.
    bool until(runtime::wall_time made) const {
        return every("until", [&](const std::string& v) { return made < moment_in(v); });
    }

private:
    std::span<const filter_name> known_{};
    std::map<std::string, std::vector<std::string>> values_;
};

}  // namespace slipway::engine
