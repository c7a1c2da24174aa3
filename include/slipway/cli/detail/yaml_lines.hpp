// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/yaml_scalar.hpp>
#include <slipway/json/read.hpp>

namespace slipway::cli::detail {

/// A line of a document that `render_yaml` wrote, and where it stands in the object.
struct yaml_line {
    std::string text{};  ///< without the line feed
    /// `spec.template.spec.containers[0].image`; of a line in a text of several lines, that text's
    std::string path{};
    std::size_t column = 0;                 ///< of its key or element
    std::size_t value = std::string::npos;  ///< where its value begins, if one stands in this line

    bool has_value() const { return value != std::string::npos; }
    std::string_view written() const {
        return has_value() ? std::string_view(text).substr(value) : std::string_view();
    }
};

/// What stands at one place: text, or a number or truth value as it is written.
struct yaml_scalar {
    std::string text{};
    bool is_text = true;
};

/// The value of a line; nothing where none stands in it, or more than a scalar.
inline std::optional<yaml_scalar> scalar_of(const yaml_line& line) {
    const std::string_view written = line.written();
    if (written.empty() || written[0] == '|' || written[0] == '{' || written[0] == '[')
        return std::nullopt;
    if (written[0] == '"') return yaml_scalar{json::read(written).get<std::string>(), true};
    return yaml_scalar{std::string(written), core::is_plain_yaml(written)};
}

/// Cuts a document of ours into lines. It relies on how they are written: by two blanks a level,
/// elements of lists below their key, other keys and texts in double quotes, longer texts behind
/// `|`.
class yaml_lines {
public:
    static std::vector<yaml_line> of(std::string_view document) {
        yaml_lines reader;
        while (!document.empty()) {
            const std::size_t end = document.find('\n');
            reader.read(document.substr(0, end));
            document.remove_prefix(end == document.npos ? document.size() : end + 1);
        }
        return std::move(reader.made_);
    }

private:
    struct level {
        std::size_t column;
        std::string path;
        std::size_t elements = 0;
    };

    void read(std::string_view text) {
        const std::size_t blanks = std::min(text.find_first_not_of(' '), text.size());
        if (in_text_ && (blanks == text.size() || blanks > text_column_)) {
            made_.push_back(
                {std::string(text), levels_.empty() ? "" : levels_.back().path, blanks});
            return;
        }
        in_text_ = false;
        std::size_t at = blanks;
        if (text.substr(at, 2) == "- ") {
            while (!levels_.empty() && levels_.back().column > at) levels_.pop_back();
            const std::string element =
                levels_.empty()
                    ? ""
                    : levels_.back().path + '[' + std::to_string(levels_.back().elements++) + ']';
            levels_.push_back({at + 1, element});  // between the column of the list's key and those
                                                   // of the element's members
            at += 2;
        } else {
            while (!levels_.empty() && levels_.back().column >= at) levels_.pop_back();
        }
        yaml_line made{std::string(text), "", at};
        const std::size_t colon = end_of_key(text, at);
        if (colon == text.npos) {
            made.value = at;
        } else {
            const std::string key(text.substr(at, colon - at));
            levels_.push_back({at, levels_.empty() ? key : levels_.back().path + '.' + key});
            if (colon + 2 < text.size()) made.value = colon + 2;
        }
        made.path = levels_.empty() ? "" : levels_.back().path;
        in_text_ = made.written().starts_with('|');
        text_column_ = colon == text.npos ? blanks : at;
        made_.push_back(std::move(made));
    }

    /// Where the colon of a key stands; npos for an element that is no struct.
    static std::size_t end_of_key(std::string_view text, std::size_t at) {
        if (text[at] != '"') {
            if (text[at] == '{' || text[at] == '[' || text[at] == '|') return text.npos;
            const std::size_t colon = text.find(": ", at);
            if (colon != text.npos) return colon;
            return text.ends_with(':') ? text.size() - 1 : text.npos;
        }
        for (std::size_t i = at + 1; i < text.size(); ++i) {
            if (text[i] == '\\') ++i;
            else if (text[i] == '"') return text.substr(i + 1, 1) == ":" ? i + 1 : text.npos;
        }
        return text.npos;
    }

    std::vector<yaml_line> made_;
    std::vector<level> levels_;
    bool in_text_ = false;
    std::size_t text_column_ = 0;
};

}  // namespace slipway::cli::detail
