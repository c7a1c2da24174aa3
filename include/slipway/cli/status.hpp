// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/cli/detail/command_line.hpp>
#include <slipway/cli/detail/wait_ready.hpp>
#include <slipway/cli/run.hpp>
#include <slipway/core/clock.hpp>
#include <slipway/json/write.hpp>

namespace slipway::cli {

inline constexpr char status_help[] =
    "usage: %s status [OPTION...]\n\n"
    "Tells of each object of the definition how it is doing in a cluster, and what is wrong.\n\n"
    "  --kubeconfig FILE    where the cluster is (the files of KUBECONFIG, or ~/.kube/config)\n"
    "  --context NAME       of the kubeconfig (the current one)\n"
    "  -o, --output FORMAT  text (as it is without) or json\n"
    "  -q, --quiet          prints only what is not ready\n\n"
    "Exit codes: 0 all is ready, 4 something is not, 1 failure.\n";

namespace detail {

/// `5s`, `12m`, `3h`, `8d`; `?` for what is no time.
inline std::string age_of(const json::value& live, core::time_source::wall_time now) {
    try {
        const auto made = core::parse_rfc3339(inside_text(live, {"metadata", "creationTimestamp"}));
        const long s =
            std::max<long>(std::chrono::duration_cast<std::chrono::seconds>(now - made).count(), 0);
        if (s < 120) return std::to_string(s) + 's';
        if (s < 120 * 60) return std::to_string(s / 60) + 'm';
        return s < 48 * 3600 ? std::to_string(s / 3600) + 'h' : std::to_string(s / 86400) + 'd';
    } catch (const std::invalid_argument&) {
        return "?";
    }
}

/// Columns as wide as their widest cell; the last one is not filled up.
inline std::string table_of(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i == widths.size()) widths.push_back(0);
            widths[i] = std::max(widths[i], row[i].size());
        }
    std::string made;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line +=
                row[i] + std::string(i + 1 < row.size() ? widths[i] - row[i].size() + 2 : 0, ' ');
        line.erase(line.find_last_not_of(' ') + 1);
        made += line + '\n';
    }
    return made;
}

inline json::value status_json(const cluster_session& s, const std::vector<object_state>& states) {
    json::value objects = json::value::array();
    bool all = true;
    for (const object_state& o : states) {
        all = all && o.how.ready;
        json::value one = {{"group", o.key.group}, {"kind", o.key.kind}};
        if (!o.key.namespace_.empty()) one["namespace"] = o.key.namespace_;
        one["name"] = o.key.name;
        one["exists"] = o.live != nullptr;
        one["ready"] = o.how.ready;
        if (!o.how.count.empty()) one["count"] = o.how.count;
        if (o.live) one["created"] = inside_text(*o.live, {"metadata", "creationTimestamp"});
        if (!o.how.ready) one["problem"] = o.text();
        objects.push_back(std::move(one));
    }
    return {{"name", s.home}, {"ready", all}, {"objects", std::move(objects)}};
}

inline int run_status(cluster_session& s) {
    std::vector<object_state> states;
    bool all = true;
    for (defined_object& o : s.objects) {
        states.push_back(state_of(s, o, true));
        all = all && states.back().how.ready;
    }
    std::string text;
    if (s.arguments.json) {
        text = json::write_pretty(status_json(s, states)) + '\n';
    } else {
        std::vector<std::vector<std::string>> rows{{"KIND", "NAME", "READY", "AGE", "PROBLEM"}};
        for (const object_state& o : states) {
            if (s.arguments.quiet && o.how.ready) continue;
            const std::string name =
                (o.key.namespace_.empty() || o.key.namespace_ == s.home ? ""
                                                                        : o.key.namespace_ + '/') +
                o.key.name;
            const std::string ready =
                o.how.count.empty() ? (o.how.ready ? "yes" : "no") : o.how.count;
            rows.push_back({o.key.kind, name, ready,
                            o.live ? age_of(*o.live, core::system_time().wall()) : "-",
                            clean_text(o.text())});
        }
        if (rows.size() > 1) text = table_of(rows);
    }
    std::fwrite(text.data(), 1, text.size(), stdout);
    const int written = printed();
    return written != success ? written : all ? success : timed_out;
}

}  // namespace detail

/// The command `status`: argv[2] and on are its options.
inline int status_command(const dsl::rendered& cluster, int argc, char** argv) {
    return detail::on_cluster(cluster, argc, argv, {"--output"},
                              [](detail::cluster_session& s) { return detail::run_status(s); });
}

}  // namespace slipway::cli
