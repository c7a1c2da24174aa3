// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/core/name.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/core/status.hpp>
#include <slipway/oci/detail/recipe_words.hpp>
#include <slipway/oci/recipe_steps.hpp>

namespace slipway::oci {

/// One image on the way: what it begins with, and what is done to it.
struct recipe_stage {
    recipe_text base{};      ///< an image, an earlier stage, or `scratch`
    std::string name{};      ///< in lower case; empty: it has only its number
    recipe_text platform{};  ///< `linux/arm64`; empty: the build's
    std::vector<recipe_step> steps{};
    std::string text{};  ///< the FROM as it was written
    std::uint32_t line = 0;

    friend bool operator==(const recipe_stage&, const recipe_stage&) = default;
};

/// A step with what a Dockerfile would have, for those who read histories.
inline recipe_step step_of(step_action action) {
    std::string text = std::visit(detail::recipe_words{}, action);
    return {std::move(action), std::move(text), 0};
}

/// Who owns what is copied, and what it may: both as `COPY` takes them; empty is 0:0, and as the
/// files have it. What is not copied, whether sources keep the directories on their way, and
/// whether git repositories keep their `.git`.
struct copy_options {
    std::string owner{};
    std::string mode{};
    std::vector<recipe_text> excluded{};
    bool parents = false;
    bool keep_git_directory = false;
};

/// What a command has while it runs: `{.mounts = {oci::cache_mount{.target = "/root/.cache"}}}`.
struct run_options {
    std::vector<run_mount> mounts{};
    run_network network = run_network::by_default;
};

/// How to build an image: the value behind a Dockerfile, and one's own way to write it.
///
/// ```cpp
/// const auto web = oci::from("busybox:1.36", "tools")
///                      .run({"/bin/sh", "-c", "mkdir /out; date > /out/made"})
///                      .from("scratch")
///                      .copy_from("tools", "/out", "/srv/")
///                      .copy("web", "/bin/web")
///                      .env("PORT", "8080")
///                      .user("1000")
///                      .entrypoint({"/bin/web"});
/// ```
///
/// Texts stand as they are; `with_variables("$PATH:/opt/bin")` gives one in which variables are
/// replaced. Steps belong to the stage that the last `from` began; before the first one there can
/// be arguments only: others throw `status_error` (invalid).
class recipe {
public:
    static constexpr std::size_t most_stages = 1000;  ///< that are built

    std::vector<recipe_step> arguments{};  ///< `arg_step`s before the first stage, for the bases
    std::vector<recipe_stage> stages{};
    std::string file{};  ///< the name before lines in messages: `Dockerfile`
    char escape = '\\';  ///< in texts that expand

    recipe& from(recipe_text base, std::string name = {}, recipe_text platform = {}) {
        std::string text = "FROM " + base.text + (name.empty() ? "" : " AS " + name);
        stages.push_back(
            {std::move(base), std::move(name), std::move(platform), {}, std::move(text), 0});
        return *this;
    }

    /// Files and directories of the build's directory. Where there are several, `to` ends with a
    /// slash.
    recipe& copy(std::vector<recipe_text> sources, recipe_text to, copy_options options = {}) {
        return put({}, std::move(sources), std::move(to), std::move(options), false);
    }
    recipe& copy(recipe_text source, recipe_text to, copy_options options = {}) {
        return copy(std::vector{std::move(source)}, std::move(to), std::move(options));
    }
    /// Files of a stage, or of an image.
    recipe& copy_from(std::string stage, recipe_text source, recipe_text to,
                      copy_options options = {}) {
        return put(std::move(stage), {std::move(source)}, std::move(to), std::move(options), false);
    }
    /// As `copy`; archives are unpacked, addresses and git repositories (`git_address`) fetched.
    recipe& add(recipe_text source, recipe_text to, copy_options options = {}) {
        return put({}, {std::move(source)}, std::move(to), std::move(options), true);
    }
    /// A file with this content.
    recipe& file_of(recipe_text path, std::string content, copy_options options = {}) {
        copy_step made{.files = {{"file", std::move(content)}},
                       .to = std::move(path),
                       .owner = options.owner,
                       .mode = options.mode};
        return then(std::move(made));
    }

    recipe& run(std::vector<std::string> words, run_options options = {}) {
        return then(
            run_step{{std::move(words), false}, std::move(options.mounts), options.network});
    }
    recipe& run_shell(std::string line, run_options options = {}) {
        return then(
            run_step{{{std::move(line)}, true}, std::move(options.mounts), options.network});
    }
    /// A program whose first line names its interpreter: `#!/usr/bin/python3`. Throws
    /// `status_error` (invalid) where it does not.
    recipe& run_script(std::string program, run_options options = {}) {
        if (!program.starts_with("#!"))
            throw status_error(core::reason::invalid,
                               "a script begins with its interpreter, such as #!/bin/sh");
        return then(run_step{{}, std::move(options.mounts), options.network, std::move(program)});
    }
    recipe& env(recipe_text name, recipe_text value) {
        return then(env_step{{{std::move(name), std::move(value)}}});
    }
    recipe& arg(std::string name) { return then(arg_step{std::move(name), {}}); }
    recipe& arg(std::string name, recipe_text value) {
        return then(arg_step{std::move(name), std::move(value)});
    }
    recipe& label(recipe_text name, recipe_text value) {
        return then(label_step{{{std::move(name), std::move(value)}}});
    }
    recipe& workdir(recipe_text directory) { return then(workdir_step{std::move(directory)}); }
    recipe& user(recipe_text name) { return then(user_step{std::move(name)}); }
    recipe& expose(recipe_text port) { return then(expose_step{{std::move(port)}}); }
    recipe& volume(recipe_text path) { return then(volume_step{{std::move(path)}}); }
    recipe& entrypoint(std::vector<std::string> words) {
        return then(entrypoint_step{{std::move(words), false}});
    }
    recipe& cmd(std::vector<std::string> words) {
        return then(cmd_step{{std::move(words), false}});
    }
    recipe& healthcheck(oci::healthcheck check) { return then(healthcheck_step{std::move(check)}); }
    recipe& shell(std::vector<std::string> words) { return then(shell_step{std::move(words)}); }
    recipe& stop_signal(recipe_text signal) { return then(stop_signal_step{std::move(signal)}); }
    /// What is done first in images that are built on this one: `RUN make`. Throws `status_error`
    /// (invalid) when the image is built on, where it is no instruction.
    recipe& on_build(std::string instruction) {
        return then(on_build_step{std::move(instruction)});
    }
    recipe& author(std::string name) { return then(author_step{std::move(name)}); }

    /// The stage with this name, or else this number; nothing where there is none.
    std::optional<std::size_t> find_stage(std::string_view target) const {
        const auto same = [](char a, char b) { return a == core::to_lower(b); };
        for (std::size_t i = stages.size(); i-- > 0;)
            if (!stages[i].name.empty() && std::equal(stages[i].name.begin(), stages[i].name.end(),
                                                      target.begin(), target.end(), same))
                return i;
        const auto number = core::number_in<std::size_t>(target);
        return number && *number < stages.size() ? number : std::nullopt;
    }

    /// Any step; `text` and `line` say how a Dockerfile has it.
    recipe& then(step_action action, std::string text = {}, std::uint32_t line = 0) {
        if (text.empty()) text = std::visit(detail::recipe_words{}, action);
        if (stages.empty() && !std::holds_alternative<arg_step>(action))
            throw status_error(
                core::reason::invalid,
                "\"" + text.substr(0, 200) + "\" comes before the first FROM; only ARG can");
        auto& steps = stages.empty() ? arguments : stages.back().steps;
        steps.push_back({std::move(action), std::move(text), line});
        return *this;
    }

    friend bool operator==(const recipe&, const recipe&) = default;

private:
    recipe& put(std::string from, std::vector<recipe_text> sources, recipe_text to,
                copy_options options, bool unpacks) {
        return then(copy_step{.sources = std::move(sources),
                              .to = std::move(to),
                              .from = std::move(from),
                              .owner = options.owner,
                              .mode = options.mode,
                              .excluded = std::move(options.excluded),
                              .parents = options.parents,
                              .add = unpacks,
                              .keep_git_directory = options.keep_git_directory});
    }
};

/// Begins a recipe.
inline recipe from(recipe_text base, std::string name = {}, recipe_text platform = {}) {
    recipe made;
    made.from(std::move(base), std::move(name), std::move(platform));
    return made;
}

}  // namespace slipway::oci
