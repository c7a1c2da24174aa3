// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <string_view>

#include <slipway/dsl/output.hpp>
#include <slipway/dsl/quoted.hpp>
#include <slipway/dsl/rendered.hpp>
#include <slipway/version.hpp>

/// Findings as people and as other programs read them.
namespace slipway::cli::detail {

inline void put(std::string_view s, std::FILE* to) { std::fwrite(s.data(), 1, s.size(), to); }

inline const char* weight_of(const dsl::finding& f) {
    return f.weight() == dsl::severity::error ? "error" : "warning";
}

/// `what: value; hint`, without the place.
template <class Put>
void put_message(const dsl::finding& f, Put put_text) {
    put_text(f.where.view());
    put_text(": ");
    put_text(dsl::sentence_of(f.what));
    if (f.value.size) put_text(": "), put_text(f.value.view());
    if (f.hint.size) put_text("; "), put_text(f.hint.view());
}

/// A line for each finding, as compilers write it, so that editors find the place.
inline void report_text(const dsl::finding& f, std::FILE* to) {
    if (*f.file) std::fprintf(to, "%s:%d: %s: ", f.file, f.line, weight_of(f));
    else std::fprintf(to, "line %d: %s: ", f.line, weight_of(f));
    put_message(f, [to](std::string_view s) { put(s, to); });
    std::fprintf(to, " [%s]\n", dsl::name_of(f.what));
}

inline void put_json(std::string_view s, std::FILE* to) {
    dsl::output quoted;
    dsl::write_quoted(quoted, s);
    put(quoted.view(), to);
}
inline void put_member(const char* key, std::string_view value, std::FILE* to,
                       const char* behind = ", ") {
    std::fprintf(to, "\"%s\": ", key);
    put_json(value, to);
    std::fputs(behind, to);
}

inline void report_json(const dsl::rendered& cluster, std::FILE* to) {
    std::fputs("[", to);
    for (std::size_t i = 0; i < cluster.finding_count; ++i) {
        const dsl::finding& f = cluster.findings[i];
        std::fputs(i ? ",\n  {" : "\n  {", to);
        put_member("rule", dsl::name_of(f.what), to);
        put_member("severity", weight_of(f), to);
        put_member("object", f.where.view(), to);
        put_member("sentence", dsl::sentence_of(f.what), to);
        put_member("value", f.value.view(), to);
        put_member("hint", f.hint.view(), to);
        put_member("file", f.file, to);
        std::fprintf(to, "\"line\": %d}", f.line);
    }
    std::fputs(cluster.finding_count ? "\n]\n" : "]\n", to);
}

/// SARIF 2.1.0 (OASIS), which code hosts show beside the lines.
inline void report_sarif(const dsl::rendered& cluster, std::FILE* to) {
    std::fprintf(
        to,
        "{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n  \"version\": \"2.1.0\",\n"
        "  \"runs\": [{\n    \"tool\": {\"driver\": {\"name\": \"slipway\", \"version\": \"%s\", \"rules\": [",
        version);
    bool first = true;
    for (int r = 0; *dsl::name_of(static_cast<dsl::rule>(r)); ++r) {
        const auto each = static_cast<dsl::rule>(r);
        bool used = false;
        for (std::size_t i = 0; i < cluster.finding_count; ++i)
            used = used || cluster.findings[i].what == each;
        if (!used) continue;
        std::fputs(first ? "\n      {" : ",\n      {", to);
        first = false;
        put_member("id", dsl::name_of(each), to, ", \"shortDescription\": {");
        put_member("text", dsl::sentence_of(each), to, "}}");
    }
    std::fputs("]}},\n    \"results\": [", to);
    for (std::size_t i = 0; i < cluster.finding_count; ++i) {
        const dsl::finding& f = cluster.findings[i];
        std::fputs(i ? ",\n      {" : "\n      {", to);
        put_member("ruleId", dsl::name_of(f.what), to);
        put_member("level", weight_of(f), to, ", \"message\": {");
        dsl::output message;
        put_message(f, [&](std::string_view s) { message << s; });
        put_member("text", message.view(), to, "}");
        if (*f.file) {
            std::fputs(", \"locations\": [{\"physicalLocation\": {\"artifactLocation\": {", to);
            put_member("uri", f.file, to, "}");
            std::fprintf(to, ", \"region\": {\"startLine\": %d}}}]", f.line > 0 ? f.line : 1);
        }
        std::fputs("}", to);
    }
    std::fputs("]\n  }]\n}\n", to);
}

/// What a workflow command may not hold is written in percent (GitHub documentation, "Workflow
/// commands").
inline void put_github(std::string_view s, std::FILE* to, bool property) {
    for (const char c : s) {
        if (c == '%' || c == '\n' || c == '\r' || (property && (c == ':' || c == ',')))
            std::fprintf(to, "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
        else std::fputc(c, to);
    }
}
inline void report_github(const dsl::finding& f, std::FILE* to) {
    std::fprintf(to, "::%s file=", weight_of(f));
    put_github(f.file, to, true);
    std::fprintf(to, ",line=%d,title=%s::", f.line, dsl::name_of(f.what));
    put_message(f, [to](std::string_view s) { put_github(s, to, false); });
    std::fputs("\n", to);
}

inline std::size_t count_errors(const dsl::rendered& cluster) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < cluster.finding_count; ++i)
        n += cluster.findings[i].weight() == dsl::severity::error;
    return n;
}

}  // namespace slipway::cli::detail
