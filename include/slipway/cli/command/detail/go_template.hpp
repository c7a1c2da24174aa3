// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/cli/command/detail/go_template_functions.hpp>
#include <slipway/cli/command/detail/go_template_parser.hpp>
#include <slipway/cli/command/go_template.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/json/value.hpp>

namespace slipway::cli::command {

namespace detail {

/// One use of a template.
class template_use {
public:
    template_use(const json::value& shown, const json::value& hidden) : hidden_(hidden) {
        variables_.emplace_back("$", shown);
    }

    std::string text(const std::vector<template_node>& nodes, const json::value& dot) {
        std::string made;
        for (const template_node& n : nodes) made += text(n, dot);
        return made;
    }

private:
    using what = template_node::what;

    std::string text(const template_node& n, const json::value& dot) {
        if (n.kind == what::text) return n.text;
        const std::size_t outside = variables_.size();
        const json::value v = value(n.value, dot, n.kind == what::if_ || n.kind == what::with);
        if (n.kind == what::output) {
            set(n.value, v);
            return n.value.variables.empty() ? go_text(v) : "";
        }
        std::string made;
        if (n.kind == what::range) made = each(n, v, dot);
        else {
            const bool holds = something(v);
            set(n.value, v);
            made = holds ? text(n.body, n.kind == what::with ? v : dot) : text(n.otherwise, dot);
        }
        variables_.resize(outside, {"", {}});
        return made;
    }
    std::string each(const template_node& n, const json::value& all, const json::value& dot) {
        if (!all.is_array() && !all.is_object() && !all.is_null())
            no_template("range does not go over " + go_text(all));
        if (all.empty()) return text(n.otherwise, dot);
        std::vector<std::pair<json::value, json::value>> items;
        for (std::size_t i = 0; all.is_array() && i < all.size(); ++i)
            items.emplace_back(i, all[i]);
        if (all.is_object())
            for (const auto& [key, value] : all.items()) items.emplace_back(key, value);
        if (all.is_object())
            std::sort(items.begin(), items.end(),
                      [](const auto& a, const auto& b) { return a.first < b.first; });
        std::string made;
        for (const auto& [place, item] : items) {
            const std::size_t outside = variables_.size();
            const auto& names = n.value.variables;
            if (names.size() == 1) variables_.emplace_back(names[0], item);
            if (names.size() == 2)
                variables_.emplace_back(names[0], place), variables_.emplace_back(names[1], item);
            made += text(n.body, item);
            variables_.resize(outside, {"", {}});
        }
        return made;
    }
    void set(const template_pipeline& to, const json::value& v) {
        for (const std::string& name : to.variables) {
            if (to.declares) {
                variables_.emplace_back(name, v);
                continue;
            }
            variable(name) = v;
        }
    }
    json::value& variable(const std::string& name) {
        const auto found = std::find_if(variables_.rbegin(), variables_.rend(),
                                        [&](const auto& each) { return each.first == name; });
        if (found == variables_.rend()) no_template("there is no variable " + name);
        return found->second;
    }

    /// `asks`: whether it is only asked whether there is something.
    json::value value(const template_pipeline& p, const json::value& dot, bool asks) {
        json::value last;
        for (std::size_t i = 0; i < p.commands.size(); ++i) {
            const auto& words = p.commands[i];
            const template_operand& first = words[0];
            const bool whether =
                asks || first.name == "and" || first.name == "or" || first.name == "not";
            template_values given;
            for (std::size_t w = 1; w < words.size(); ++w)
                given.push_back(value(words[w], dot, whether));
            if (i > 0) given.push_back(std::move(last));
            if (first.kind == template_operand::what::function)
                last = members(call_function(first.name, given), first.chain, asks);
            else {
                last = value(first, dot, asks);
                if (!given.empty()) {  // `.Label "name"`
                    given.insert(given.begin(), std::move(last));
                    last = call_function("index", given);
                }
            }
        }
        return last;
    }
    json::value value(const template_operand& of, const json::value& dot, bool asks) {
        using kind = template_operand::what;
        json::value made = of.kind == kind::dot        ? dot
                           : of.kind == kind::variable ? variable(of.name)
                           : of.kind == kind::literal  ? of.literal
                           : of.kind == kind::nested   ? value(*of.nested, dot, asks)
                                                       : call_function(of.name, {});
        return members(std::move(made), of.chain, asks);
    }
    json::value members(json::value of, const std::vector<std::string>& chain, bool asks) const {
        for (const std::string& name : chain) {
            json::value next = member(of, name, asks);
            of = std::move(next);
        }
        return of;
    }
    json::value member(const json::value& of, const std::string& name, bool asks) const {
        if (of.is_object()) {
            if (const auto found = of.find(name); found != of.end()) return *found;
            for (const auto& [key, value] : of.items())
                if (same_letters(key, name)) return value;
            if (hidden_.is_object() && hidden_.contains(name)) return hidden_.at(name);
        }
        if (asks || (of.is_object() && !std::isupper(static_cast<unsigned char>(name[0]))))
            return {};
        if (!of.is_object()) no_template("there is no '" + name + "' of " + go_text(of));
        std::string known;
        for (const auto& [key, value] : of.items()) known += (known.empty() ? "" : ", ") + key;
        throw usage_error("there is no '" + name + "' to be shown" +
                          (known.empty() ? "" : "; there are " + known));
    }
    static bool same_letters(std::string_view a, std::string_view b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
            return std::tolower(static_cast<unsigned char>(x)) ==
                   std::tolower(static_cast<unsigned char>(y));
        });
    }

    const json::value& hidden_;
    std::vector<std::pair<std::string, json::value>> variables_;
};

}  // namespace detail

SLIPWAY_INLINE go_template::go_template(std::string_view text) {
    detail::template_node all;
    all.body = detail::template_parser(text).all();
    all_ = std::make_shared<const detail::template_node>(std::move(all));
}

SLIPWAY_INLINE std::string go_template::text(const json::value& shown,
                                             const json::value& hidden) const {
    return detail::template_use(shown, hidden).text(all_->body, shown);
}

}  // namespace slipway::cli::command
