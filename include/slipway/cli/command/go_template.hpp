// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <memory>
#include <string>
#include <string_view>

#include <slipway/json/value.hpp>

namespace slipway::cli::command {

namespace detail {
struct template_node;
}

/// A template of Go's text/template, as docker and podman take them for `--format`, over JSON:
/// `{{.Name}}`, `{{range}}`, `{{if}}`, `{{with}}` and their `{{else}}`, variables, pipelines, what
/// text/template has of functions (`and`, `or`, `not`, `eq` and the other comparisons, `index`,
/// `len`, `print`, `printf`, `println`), and docker's: `json`, `join`, `split`, `lower`, `upper`,
/// `title`, `pad`, `truncate`. Not there: `define`, `template`, `block`, `break`, `continue`.
class go_template {
public:
    /// Outside of its actions, `\t` and `\n` stand for a tab and a line's end. Throws `usage_error`
    /// for what is none.
    explicit go_template(std::string_view text);

    /// What it makes of `shown`. Names are found whatever their case. One that is not there is an
    /// error where it begins with a capital letter, as fields do, and `<no value>` otherwise, as a
    /// label that is not there; where it is only asked whether there is something (`{{if}}`,
    /// `{{with}}`, `and`, `or`, `not`), there is not. Members of `hidden` are found, too, and not
    /// printed with the rest. Throws `usage_error`.
    std::string text(const json::value& shown, const json::value& hidden = {}) const;

private:
    std::shared_ptr<const detail::template_node> all_;
};

}  // namespace slipway::cli::command

#ifndef SLIPWAY_COMPILED
#include <slipway/cli/command/detail/go_template.hpp>
#endif
