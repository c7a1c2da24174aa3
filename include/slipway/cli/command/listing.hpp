// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the slipway command.

#include <cctype>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/cli/command/go_template.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/table.hpp>
#include <slipway/json/write.hpp>

namespace slipway::cli::command {

/// What a verb prints of several things, as its `--format` says: a table, a line of JSON for each,
/// what a template makes of each, or a table of what a template that begins with `table` makes,
/// with a column for each piece between two tabs.
class listing {
public:
    /// `head`: of the table; `heads`: what stands above members in a table of a template, where
    /// that is not their name. Throws `usage_error` for what is no format.
    listing(const arguments& given, std::vector<std::string> head,
            std::map<std::string, std::string> heads = {})
        : shown_(std::move(head)), heads_(std::move(heads)) {
        const std::string format = given.value("format", "table");
        if (format == "table") return;
        table_ = false;
        if (format == "json" || format == "{{json .}}") return;
        std::string_view text = format;
        if (text.starts_with("table ") || text.starts_with("table\\t")) {
            text.remove_prefix(text[5] == ' ' ? 6 : 7);
            columns_.emplace();
        } else if (text.find("{{") == text.npos) {
            throw usage_error("'" + format +
                              "' is no format; table, json and templates such as '{{.ID}}' are");
        }
        template_.emplace(text);
    }

    /// One of the things: its members for JSON and templates, the cells for the table. `hidden` are
    /// members that a template may ask for and that are not printed with the rest.
    void row(const json::value& members, std::vector<std::string> cells,
             const json::value& hidden = {}) {
        if (table_) shown_.row(std::move(cells));
        else if (!template_) print_line(json::write(members));
        else if (!columns_) print_line(template_->text(members, hidden));
        else {
            if (!columns_->begun)
                columns_->begun.emplace(cells_in(template_->text(head(members), heads_of(hidden))));
            columns_->begun->row(cells_in(template_->text(members, hidden)));
        }
    }
    /// Prints what is printed at the end.
    void end() const {
        if (table_) print(shown_.text());
        else if (columns_ && columns_->begun) print(columns_->begun->text());
    }

private:
    struct columns {
        std::optional<table> begun;
    };

    /// What stands above each member.
    json::value head(const json::value& members) const {
        json::value made = json::value::object();
        for (const auto& [name, value] : members.items()) {
            const auto known = heads_.find(name);
            made[name] = known == heads_.end() ? in_capitals(name) : known->second;
        }
        return made;
    }
    static json::value heads_of(const json::value& hidden) {
        json::value made = json::value::object();
        for (const auto& [name, value] : hidden.items()) made[name] = json::value::object();
        return made;
    }
    /// `CreatedAt` as CREATED AT.
    static std::string in_capitals(std::string_view name) {
        std::string made;
        for (std::size_t i = 0; i < name.size(); ++i) {
            const auto is = [&](std::size_t at, int (*what)(int)) {
                return what(static_cast<unsigned char>(name[at])) != 0;
            };
            if (i > 0 && is(i, std::isupper) && is(i - 1, std::islower)) made += ' ';
            made += static_cast<char>(std::toupper(static_cast<unsigned char>(name[i])));
        }
        return made;
    }
    static std::vector<std::string> cells_in(std::string_view line) {
        std::vector<std::string> made;
        for (std::size_t tab = 0; (tab = line.find('\t')) != line.npos; line.remove_prefix(tab + 1))
            made.emplace_back(line.substr(0, tab));
        made.emplace_back(line);
        return made;
    }

    table shown_;
    std::map<std::string, std::string> heads_;
    bool table_ = true;
    std::optional<go_template> template_;
    std::optional<columns> columns_;
};

/// The option of verbs that print all that is known of something, as JSON.
inline constexpr option inspect_format_option{
    .name = "format",
    .letter = 'f',
    .value = "TEMPLATE",
    .help = "what this makes of each, such as '{{.Name}}', in place of the JSON of all"};

/// Prints them: as one list in JSON, or a line for each by the template of `--format`.
inline void print_inspected(const arguments& given, const json::value& all) {
    const std::string format = given.value("format", "json");
    if (format == "json") {
        print_line(json::write_pretty(all, 4));
        return;
    }
    const go_template shown(format);
    for (const json::value& each : all) print_line(shown.text(each));
}

}  // namespace slipway::cli::command
