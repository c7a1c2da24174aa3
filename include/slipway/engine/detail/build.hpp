// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/core/compiled.hpp>
#include <slipway/engine/build.hpp>
#include <slipway/engine/detail/build_bases.hpp>
#include <slipway/engine/detail/build_container.hpp>
#include <slipway/engine/detail/build_content.hpp>
#include <slipway/engine/detail/build_inputs.hpp>
#include <slipway/engine/detail/build_metadata.hpp>
#include <slipway/engine/detail/build_mounts.hpp>
#include <slipway/engine/detail/build_placement.hpp>
#include <slipway/engine/detail/build_run.hpp>
#include <slipway/engine/detail/build_triggers.hpp>
#include <slipway/engine/detail/build_variables.hpp>
#include <slipway/engine/detail/mode_change.hpp>
#include <slipway/engine/detail/unpacked_images.hpp>
#include <slipway/json/value.hpp>
#include <slipway/runtime/owner_in.hpp>

namespace slipway::engine::detail {

/// Builds one image.
class builder {
public:
    builder(const oci::recipe& recipe, const build_context& context, const build_places& places,
            const build_options& options)
        : recipe_(recipe),
          context_(context),
          places_(places),
          options_(options),
          machine_(options.platform.value_or(oci::host_platform())),
          content_(places.content, options.time, packing_of(options)),
          unpacked_(content_, places.images.root(), machine_),
          variables_(recipe, options.arguments, machine_),
          caches_(places.caches.empty() ? scratch_.next() : places.caches, options.stop) {}

    build_result run() {
        for (const auto& tag : options_.tags)
            if (!tag.digest().empty())
                throw status_error(
                    core::reason::invalid,
                    "\"" + tag.familiar() + "\" is no name to give: it has a digest");
        std::vector<std::string> bases;
        for (const auto& stage : recipe_.stages)
            at(stage.line, stage.text,
               [&] { bases.push_back(base_name(variables_.expand(stage.base), options_)); });
        build_plan plan(recipe_, std::move(bases), options_);
        plan_ = &plan;
        for (const auto& name : options_.uncached) uncached_.insert(plan.named(name));
        result_.steps = plan.count();
        for (const std::size_t number : plan.needed()) stages_[number] = stage(number);
        build_image made = stages_.at(plan.target());
        for (const auto& [name, value] : options_.labels) made.config.labels[name] = value;
        for (const auto& name : variables_.unused()) warn("no ARG takes the argument " + name);
        finish(made);
        return std::move(result_);
    }

private:
    /// What a stage has while it is built.
    struct stage_state {
        std::size_t number;
        build_image image;
        std::map<std::string, std::string, std::less<>> arguments{};
        bool own_cmd = false;
    };

    static oci::pack_options packing_of(const build_options& options) {
        oci::pack_options made{.compression = options.compression};
        if (options.level) oci::check_level(made.compression, made.level = *options.level);
        return made;
    }

    template <class Call>
    void at(std::uint32_t line, const std::string& text, Call call) {
        const std::string where = recipe_.file.empty() || line == 0
                                      ? ""
                                      : recipe_.file + ':' + std::to_string(line) + ": ";
        try {
            call();
        } catch (const status_error& e) {
            std::string shown = text.substr(0, text.find('\n'));
            if (shown.size() > 120) shown.resize(120), shown += "...";
            throw status_error(e.why(), e.code(),
                               where + shown + (shown.empty() ? "" : ": ") + e.message());
        }
    }
    void tell(build_event e) {
        if (options_.progress) options_.progress(std::move(e));
    }
    void warn(std::string sentence) {
        tell({.what = build_event::warning, .text = std::move(sentence)});
    }
    void begin(const std::string& text) {
        if (options_.stop.stop_requested())
            throw status_error(core::reason::timeout, "the build was stopped");
        tell(
            {.what = build_event::step, .number = ++number_, .count = result_.steps, .text = text});
    }

    build_image stage(std::size_t number) {
        const auto& stage = recipe_.stages[number];
        stage_state s{number, {}};
        begin(stage.text);
        std::vector<oci::recipe_step> steps;
        at(stage.line, stage.text, [&] {
            s.image = base(number);
            steps = trigger_steps(std::exchange(s.image.config.on_build, {}), stage.line);
        });
        result_.steps += steps.size();
        for (const auto& step : steps)
            at(step.line, step.text, [&] { build_what_it_takes(step, number); });
        steps.insert(steps.end(), stage.steps.begin(), stage.steps.end());
        for (const auto& step : steps) {
            begin(step.text);
            at(step.line, step.text, [&] { perform(s, step); });
        }
        return std::move(s.image);
    }
    /// The plan does not know the steps that bases ask for.
    void build_what_it_takes(const oci::recipe_step& step, std::size_t number) {
        for (const auto& from : taken_from(step)) {
            const auto found = plan_->origin(from, number);
            if (!found.stage) continue;
            const std::size_t before = plan_->count();
            plan_->need(*found.stage);
            result_.steps += plan_->count() - before;
            for (const std::size_t each : plan_->needed())
                if (each < number && stages_.count(each) == 0) stages_[each] = stage(each);
        }
    }

    build_image base(std::size_t number) {
        if (const auto before = plan_->base_stage(number)) return stages_.at(*before);
        const std::string& name = plan_->base(number);
        const std::string asked = variables_.expand(recipe_.stages[number].platform);
        const oci::platform machine = asked.empty() ? machine_ : parse_platform(asked);
        if (name.empty())
            throw status_error(core::reason::invalid,
                               "FROM names no image: a variable in it may have no value");
        if (name == "scratch") return {{.platform = machine}, {}};
        return load_base(content_, options_, name, machine);
    }

    /// The value of a variable in a step: ENV comes before ARG.
    oci::variable_lookup lookup(const stage_state& s) const {
        return [&s](std::string_view name) {
            auto value = env_value(s.image.config, name);
            return value ? value : build_variables::find(s.arguments, name);
        };
    }
    std::string expand(const stage_state& s, const oci::recipe_text& text) const {
        return variables_.expand(text, lookup(s));
    }

    void perform(stage_state& s, const oci::recipe_step& step) {
        if (const auto* copy = std::get_if<oci::copy_step>(&step.action))
            return perform_copy(s, *copy, step.text);
        if (const auto* run = std::get_if<oci::run_step>(&step.action))
            return perform_run(s, *run, step.text);
        if (const auto* workdir = std::get_if<oci::workdir_step>(&step.action))
            return perform_workdir(s, *workdir, step.text);
        if (const auto* arg = std::get_if<oci::arg_step>(&step.action)) {
            if (auto value = variables_.declared(*arg, lookup(s)))
                s.arguments[arg->name] = *std::move(value);
        } else {
            const build_metadata::expander one = [&](const oci::recipe_text& text) {
                return expand(s, text);
            };
            const build_metadata::words_expander words = [&](const oci::recipe_text& text) {
                return text.expands ? oci::expand_words(text.text, lookup(s), recipe_.escape)
                                    : std::vector{text.text};
            };
            const build_metadata change(s.image.config, s.own_cmd, one, words);
            std::visit(
                [&](const auto& action) {
                    if constexpr (std::is_invocable_v<const build_metadata&, decltype(action)>)
                        change(action);
                },
                step.action);
        }
        content_.note(s.image, step.text, true);
    }

    /// The files that the image so far shows.
    build_view view(const build_image& image) { return build_view(unpacked_.of(image).layers); }

    /// Takes what an earlier build has made by the same step, or makes it.
    template <class Make>
    void make_files(stage_state& s, const json::value& key, const std::string& text, Make make) {
        json::value all{{"version", 2},
                        {"image", oci::digest_of(oci::write(s.image.config)).str()},
                        {"time", options_.time.value_or(-1)},
                        {"text", text},
                        {"step", key}};
        if (options_.compression != oci::compression::gzip)
            all["layer"] = oci::layer_type(options_.compression);
        if (options_.level) all["level"] = *options_.level;
        const std::string repository(build_cache_repository);
        const std::string tag =
            "step-" + std::string(oci::digest_of(all.dump(-1, ' ', false,
                                                          json::value::error_handler_t::replace))
                                      .hex());
        if (options_.use_cache && uncached_.count(s.number) == 0)
            if (auto found = content_.remembered(repository, tag, machine_)) {
                s.image = *std::move(found);
                ++result_.cached;
                return tell({.what = build_event::cached,
                             .number = number_,
                             .count = result_.steps,
                             .text = text});
            }
        content_.add(s.image, repository, make(), text);
        running_.reset();
        content_.put(s.image, repository, {tag});
    }

    oci::file_owner owner(const build_image& image, const std::string& user) {
        if (user.empty()) return {};
        auto made = runtime::owner_in(unpacked_.of(image).layers, user);
        if (user.find(':') == user.npos) made.gid = made.uid;  // as Docker has it for --chown
        return made;
    }

    void perform_workdir(stage_state& s, const oci::workdir_step& step, const std::string& text) {
        const std::string name = expand(s, step.directory);
        if (name.empty())
            throw status_error(core::reason::invalid,
                               "WORKDIR names no directory: a variable in it may have no value");
        std::string path = absolute_in(s.image.config, name);
        if (path.size() > 1 && path.ends_with('/')) path.pop_back();
        s.image.config.working_dir = path;
        make_files(s, {{"workdir", path}}, text, [&] {
            const build_view files = view(s.image);
            if (const auto there = files.find(path); there && there->is_directory())
                return oci::file_tree();
            const placement where{.to = path, .owner = owner(s.image, s.image.config.user)};
            return build_placing(files, where).run_directory(path);
        });
    }

    void perform_run(stage_state& s, const oci::run_step& step, const std::string& text) {
        const auto no_words = [](const oci::recipe_text&) { return std::vector<std::string>(); };
        const auto no_text = [](const oci::recipe_text&) { return std::string(); };
        const build_metadata::expander one = no_text;
        const build_metadata::words_expander many = no_words;
        const auto words =
            step.script.empty()
                ? build_metadata(s.image.config, s.own_cmd, one, many).command_line(step.command)
                : std::vector<std::string>{script_place};
        if (words.empty()) throw status_error(core::reason::invalid, "there is nothing to run");
        json::value arguments = json::value::array();
        for (const auto& [name, value] : s.arguments) arguments.push_back({name, value});
        json::value key{{"run", words}, {"arguments", arguments}};
        const auto network = network_of(step, options_);
        if (network != oci::run_network::by_default) key["network"] = oci::to_string(network);
        running_.reset();
        mounts_.emplace(step.mounts, surroundings_of(s));
        if (!step.mounts.empty()) key["mounts"] = mounts_->key();
        if (!step.script.empty()) key["script"] = step.script;
        make_files(s, key, text, [&] { return run_command(s, words, network, step.script); });
        mounts_.reset();
    }

    mount_surroundings surroundings_of(const stage_state& s) {
        return {.expand = [this, &s](const oci::recipe_text& t) { return expand(s, t); },
                .absolute = [&s](const std::string& p) { return absolute_in(s.image.config, p); },
                .origin = [this, &s](const std::string& from,
                                     const std::string& path) { return origin(s, from, path); },
                .options = options_,
                .caches = caches_,
                .scratch = scratch_};
    }

    /// What a mount has from elsewhere.
    mount_origin origin(const stage_state& s, const std::string& from, const std::string& path) {
        const std::string pattern = build_sources::pattern_of(path);
        const auto where =
            from.empty() ? copy_origin{.directory = &context_} : plan_->origin(from, s.number);
        if (where.directory) {
            if (where.directory->directory.empty())
                throw status_error(core::reason::invalid,
                                   "the build has no directory that could be mounted");
            const build_inputs inputs(*where.directory, options_.downloads, scratch_);
            auto found = inputs.find({pattern});
            if (found.front().name.empty()) found.front().entry.mode = 0755;
            std::string digest = digest_of(found);
            return {std::move(digest), [found] { return found.front(); }, false};
        }
        const auto image = std::make_shared<const build_image>(
            where.stage ? stages_.at(*where.stage)
                        : load_base(content_, options_, where.image, machine_));
        const std::string name = where.stage ? "the stage " + from : "the image " + where.image;
        return {oci::digest_of(oci::write(image->config)).str(),
                [this, image, pattern, name] {
                    const build_view files = view(*image);
                    const oci::dockerignore nothing;
                    std::vector<copy_source> found;
                    build_sources(files, nothing, name).add(pattern, found);
                    return found.front();
                },
                true};
    }

    static constexpr const char* script_place = "/dev/pipes/script";

    oci::file_tree run_command(const stage_state& s, const std::vector<std::string>& words,
                               oci::run_network network, const std::string& script) {
        if (!oci::runs_on(s.image.config.platform, oci::host_platform()))
            throw status_error(core::reason::invalid, "commands for " +
                                                          to_string(s.image.config.platform) +
                                                          " cannot run on this machine, which is " +
                                                          to_string(oci::host_platform()));
        check_runtime();
        const runtime::image& image = unpacked_.of(s.image);
        if (image.layers.empty())
            throw status_error(core::reason::invalid,
                               "there is no file in the image yet, so that nothing can run in it");
        const build_view before(image.layers);
        runtime::container_spec spec =
            container_of(s.image.config, image, words, s.arguments, options_);
        if (!script.empty())
            spec.mounts.push_back({script_file(scratch_, script), script_place, true});
        mounts_->prepare(spec, before);
        running_ = std::make_unique<build_run>(*runtime_, options_.progress, options_.stop);
        running_->run(std::move(spec), network);
        return running_->changes(before, mounts_->points());
    }

    /// Throws before anything runs where what it changes would be lost, or this machine's.
    void check_runtime() {
        const std::string needs =
            "RUN needs a runtime that keeps apart what a command changes: the linux runtime, which needs root or user namespaces";
        if (!runtime_ && !places_.runtime) throw status_error(core::reason::invalid, needs);
        if (!runtime_) runtime_.emplace(places_.runtime());
        try {
            runtime_->changes("none");
        } catch (const status_error& e) {
            if (e.is(core::reason::invalid))
                throw status_error(core::reason::invalid,
                                   needs + "; here is \"" + runtime_->info().name + '"');
        }
    }

    void perform_copy(stage_state& s, const oci::copy_step& step, const std::string& text) {
        std::vector<std::string> patterns;
        for (const auto& source : step.sources) patterns.push_back(expand(s, source));
        const std::string to_text = expand(s, step.to), owner_text = expand(s, step.owner),
                          mode_text = expand(s, step.mode);
        if (to_text.empty())
            throw status_error(core::reason::invalid,
                               "there is no destination: a variable in it may have no value");
        placement where{.to = absolute_in(s.image.config, to_text),
                        .owner_given = !owner_text.empty(),
                        .mode = mode(mode_text)};
        json::value key{
            {"to", where.to}, {"owner", owner_text}, {"mode", mode_text}, {"patterns", patterns}};
        if (step.parents) key["parents"] = true;
        std::string rules;
        for (const auto& each : step.excluded) {
            const std::string pattern = expand(s, each);
            oci::path_pattern{pattern};  // throws for what is none
            rules += pattern + '\n';
        }
        if (!rules.empty()) key["exclude"] = rules;
        const auto excluded = oci::dockerignore::parse(rules);
        const auto origin = step.from.empty() ? copy_origin{.directory = &context_}
                                              : plan_->origin(step.from, s.number);
        std::vector<copy_source> sources;
        std::optional<build_image> other;
        if (origin.directory) {
            const build_inputs inputs(*origin.directory, options_.downloads, scratch_);
            sources = inputs.find(patterns,
                                  {.adds = step.add,
                                   .parents = step.parents,
                                   .to_directory = to_text.ends_with('/') || patterns.size() > 1,
                                   .keep_git_directory = step.keep_git_directory,
                                   .checksum = expand(s, step.checksum)});
            leave_out(sources, excluded);
            for (const auto& file : step.files)
                sources.push_back(
                    {file.name, {.mode = 0644, .content = document(s, file.content)}, {}});
            key["content"] = digest_of(sources);
        } else {
            other = origin.stage ? stages_.at(*origin.stage)
                                 : load_base(content_, options_, origin.image, machine_);
            key["from"] = oci::digest_of(oci::write(other->config)).str();
        }
        make_files(s, key, text, [&] {
            if (other) {
                const build_view files = view(*other);
                const oci::dockerignore nothing;
                const build_sources finder(
                    files, nothing,
                    origin.stage ? "the stage " + step.from : "the image " + origin.image);
                for (const auto& pattern : patterns)
                    step.parents ? finder.add_with_parents(pattern, sources)
                                 : finder.add(pattern, sources);
                leave_out(sources, excluded);
            }
            where.owner = owner(s.image, owner_text);
            const build_view image = view(s.image);
            return build_placing(image, where).run(sources);
        });
    }

    std::string document(const stage_state& s, const oci::recipe_text& text) const {
        return text.expands ? oci::expand_document(text.text, lookup(s), recipe_.escape)
                            : text.text;
    }

    static std::optional<mode_change> mode(const std::string& text) {
        return text.empty() ? std::nullopt : std::optional<mode_change>(text);
    }

    void finish(const build_image& image) {
        std::map<std::string, std::vector<std::string>> tags;
        for (const auto& tag : options_.tags) tags[tag.name()].push_back(tag.tag());
        if (tags.empty()) tags[std::string(untagged_repository)] = {};
        for (const auto& [repository, names] : tags)
            result_.manifest = content_.put(image, repository, names, options_.annotations);
        result_.id = oci::digest_of(oci::write(image.config));
    }

    const oci::recipe& recipe_;
    const build_context& context_;
    const build_places& places_;
    const build_options& options_;
    oci::platform machine_;
    build_content content_;
    unpacked_images unpacked_;
    build_variables variables_;
    build_scratch scratch_;
    build_plan* plan_ = nullptr;
    std::set<std::size_t> uncached_;
    std::optional<runtime::any_runtime> runtime_;
    build_caches caches_;
    std::optional<build_mounts> mounts_;  ///< of the command that runs
    std::unique_ptr<build_run> running_;  ///< until its files are in a layer
    std::map<std::size_t, build_image> stages_;
    build_result result_;
    std::size_t number_ = 0;
};

}  // namespace slipway::engine::detail

namespace slipway::engine {

SLIPWAY_INLINE build_result build(const oci::recipe& recipe, const build_context& context,
                                  const build_places& places, const build_options& options) {
    return detail::builder(recipe, context, places, options).run();
}

}  // namespace slipway::engine
