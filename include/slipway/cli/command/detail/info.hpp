// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <sys/utsname.h>

#include <slipway/cli/command/in_words.hpp>
#include <slipway/cli/command/info.hpp>
#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/images.hpp>
#include <slipway/oci/remove_tree.hpp>
#include <slipway/runtime/choose.hpp>
#include <slipway/version.hpp>

namespace slipway::cli::command {

namespace detail {

/// What the runtime says of itself, and why it is this one. It is tried in a directory that is gone
/// afterwards.
inline std::pair<runtime::runtime_info, std::string> tried_runtime(session& s) {
    std::string place = (std::filesystem::temp_directory_path() / "slipway-info-XXXXXX").string();
    if (!::mkdtemp(place.data()))
        throw status_error(core::reason::internal_error,
                           "cannot make a directory such as " + place);
    struct cleaner {
        const std::string& place;
        ~cleaner() {
            try {
                oci::remove_tree(place);
            } catch (const status_error&) {  // a temporary directory
            }
        }
    } clean{place};
    runtime::choice chosen = runtime::choose(s.runtime(), place, s.rootless());
    return {chosen.runtime.info(), chosen.why};
}

inline int run_info(session& s, const arguments& given) {
    const auto [machine, why] = tried_runtime(s);
    const runtime::image_usage usage = s.images().store().usage();
    utsname kernel{};
    ::uname(&kernel);
    if (given.value("format", "table") != "table") {
        listing(given, {}).row({{"ServerVersion", slipway::version},
                                {"Root", s.root().string()},
                                {"RunRoot", s.run_root().string()},
                                {"Images", usage.images},
                                {"Layers", usage.layers},
                                {"LayersSize", usage.bytes},
                                {"KernelVersion", kernel.release},
                                {"Architecture", kernel.machine},
                                {"Runtime",
                                 {{"Name", machine.name},
                                  {"Why", why},
                                  {"Enforces", machine.enforces},
                                  {"Lacks", machine.lacks}}}},
                               {});
        return 0;
    }
    const auto line = [](const std::string& name, const std::string& value) {
        print_line(name + ": " + cli::detail::clean_text(value));
    };
    line("Version", slipway::version);
    line("Root", s.root().string());
    line("Run root", s.run_root().string());
    line("Images", std::to_string(usage.images));
    line("Layers", std::to_string(usage.layers) + " (" + size_in_words(usage.bytes) + ")");
    line("Kernel", kernel.release);
    line("Architecture", kernel.machine);
    line("Runtime", machine.name + " (" + why + ")");
    for (const std::string& what : machine.enforces) line("  enforces", what);
    for (const std::string& what : machine.lacks) line("  lacks", what);
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb info() {
    return {.name = "info",
            .summary = "tell where all is kept, and what runs containers",
            .options = {{.name = "format",
                         .letter = 'f',
                         .value = "FORMAT",
                         .help = "json, or a template such as '{{.Root}}'"}},
            .most = 0,
            .run = detail::run_info};
}

}  // namespace slipway::cli::command
