// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/image_transfers.hpp>
#include <slipway/docker_api/detail/line_stream.hpp>
#include <slipway/docker_api/detail/registry_access.hpp>
#include <slipway/docker_api/detail/temporary_directory.hpp>
#include <slipway/engine/build_image.hpp>
#include <slipway/engine/prune_builds.hpp>
#include <slipway/oci/dockerfile.hpp>
#include <slipway/oci/unpack.hpp>

namespace slipway::docker_api::detail {

/// A parameter that is a JSON object of texts; null is left out. Throws `status_error`
/// (bad_request).
inline std::map<std::string, std::string> texts_in(const call& c, const char* name) {
    std::map<std::string, std::string> made;
    if (c.parameter(name).empty()) return made;
    const json::value document = json::read(c.parameter(name));
    if (document.is_null()) return made;
    if (!document.is_object())
        throw bad_parameter(std::string("the parameter ") + name + " is no JSON object");
    for (const auto& [key, value] : document.items()) {
        if (value.is_null()) continue;
        if (!value.is_string())
            throw bad_parameter(std::string(name) + " has for " + key + " no text");
        made[key] = value.template get<std::string>();
    }
    return made;
}

/// The file in the directory that the request names; no link leads out. Throws `status_error`:
/// bad_request; not_found.
inline std::filesystem::path dockerfile_in(const std::filesystem::path& context,
                                           const std::string& name) {
    std::error_code none;
    const auto whole = std::filesystem::weakly_canonical(
        context / std::filesystem::path(name).relative_path(), none);
    const auto root = std::filesystem::canonical(context);
    const auto inside = whole.lexically_relative(root);
    if (none || inside.empty() || *inside.begin() == "..")
        throw bad_parameter("Forbidden path outside the build context: " + name);
    if (!std::filesystem::is_regular_file(whole, none))
        throw bad_parameter("Cannot locate specified Dockerfile: " + name);
    return whole;
}
/// Labels of the request are the last step, which Docker's classic builder counts and tells in the
/// history. (`build_options::labels` are no step, as BuildKit's.)
inline void add_label_step(oci::recipe& to, const std::map<std::string, std::string>& labels,
                           const std::string& target) {
    const auto stage = target.empty() ? to.stages.size() - 1 : to.find_stage(target);
    if (labels.empty() || !stage) return;  // the build itself tells of a stage that is not there
    oci::label_step made;
    for (const auto& [name, value] : labels) made.labels.emplace_back(name, value);
    to.stages.at(*stage).steps.push_back(oci::step_of(std::move(made)));
}

/// Containers could be in others; the commands of a build cannot.
inline oci::run_network network_of_build(const std::string& word) {
    try {
        return oci::parse_run_network(word);
    } catch (const status_error& e) {
        throw not_here(e.message());
    }
}
inline engine::build_options build_options_of(const call& c) {
    engine::build_options made;
    for (const std::string& tag : c.parameters("t")) {
        if (tag.empty()) continue;
        made.tags.push_back(oci::reference::parse(tag));
        if (made.tags.back().tag().empty())
            throw bad_parameter("'" + tag + "' is no name for an image: it has a digest");
    }
    made.arguments = texts_in(c, "buildargs");
    made.target = c.parameter("target");
    made.use_cache = !c.flag("nocache");
    made.platform = platform_of(c.parameter("platform"));
    const std::string network = c.parameter("networkmode");
    if (network != "bridge") made.network = network_of_build(network);
    return made;
}
inline void refuse_of_build(const call& c) {
    if (c.parameter("version", "1") == "2")
        throw not_here(
            "builds by BuildKit are not done here: set DOCKER_BUILDKIT=0 for the classic builder");
    if (!c.parameter("remote").empty())
        throw not_here("a build here takes its files from the request, not from " +
                       c.parameter("remote").substr(0, 256));
    if (c.flag("squash")) throw not_here("layers of a build are not put together here");
    for (const char* const limit : {"memory", "cpushares", "cpuquota", "cpuperiod", "cpusetcpus",
                                    "shmsize", "extrahosts", "ulimits"})
        if (const std::string value = c.parameter(limit);
            !value.empty() && value != "0" && value != "null" && value != "[]")
            throw not_here(std::string("the commands of a build cannot be given ") + limit +
                           " here");
}

/// What Docker's classic builder prints of it.
class build_printer {
public:
    build_printer(line_stream& to, bool quiet) : to_(to), quiet_(quiet) {}
    void tell(const engine::build_event& e) {
        if (quiet_) return;
        switch (e.what) {
            case engine::build_event::step:
                return to_.print("Step " + std::to_string(e.number) + '/' +
                                 std::to_string(e.count) + " : " + e.text + "\n");
            case engine::build_event::cached: return to_.print(" ---> Using cache\n");
            case engine::build_event::output: return to_.print(e.text + "\n");
            case engine::build_event::warning: return to_.print("[Warning] " + e.text + "\n");
        }
    }
    void end(const engine::build_result& made, const std::vector<oci::reference>& tags) {
        if (quiet_) return to_.print(made.id.str() + "\n");
        to_.say({{"aux", {{"ID", made.id.str()}}}});
        to_.print("Successfully built " + engine::id_in_words(made.id) + "\n");
        for (const oci::reference& tag : tags)
            to_.print("Successfully tagged " + tag.familiar() + "\n");
    }

private:
    line_stream& to_;
    bool quiet_;
};

/// POST /build: the classic builder's request.
inline void build_image(call& c) {
    refuse_of_build(c);
    engine::build_options options = build_options_of(c);
    const auto labels = texts_in(c, "labels");
    const temporary_directory place(c.at.options.root);
    const std::filesystem::path directory = place / "context";
    oci::unpack(source_of(c.body()), directory);
    const std::string name =
        c.parameter("dockerfile").empty() ? "Dockerfile" : c.parameter("dockerfile");
    const std::filesystem::path file = dockerfile_in(directory, name);
    oci::recipe recipe = oci::parse_dockerfile(engine::read_build_file(file), name);
    add_label_step(recipe, labels, options.target);
    const engine::build_context context = engine::open_build_context(directory, file);
    engine::image_build here{.root = c.at.options.root,
                             .runtime = c.at.options.runtime,
                             .pull = c.flag("pull"),
                             .rootless = c.at.options.rootless};
    here.registries = [&, known = registry_options(c)](const std::string&) { return known; };
    line_stream to(c);
    build_printer printer(to, c.flag("q"));
    here.transfers = [&] { return [&](const engine::transfer& t) { to.say(line_of(t)); }; };
    options.progress = [&](const engine::build_event& e) { printer.tell(e); };
    options.stop = to.gone();
    to.run([&] {
        printer.end(engine::build_image(c.at.images, here, recipe, context, options), options.tags);
    });
}
/// POST /build/prune: what builds have kept for later ones.
inline void prune_builds(call& c) {
    c.give({{"CachesDeleted", json::value::array()},
            {"SpaceReclaimed", engine::prune_builds(c.at.options.root)}});
}

}  // namespace slipway::docker_api::detail
