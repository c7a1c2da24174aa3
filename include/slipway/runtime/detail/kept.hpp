// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/socket.h>

#include <slipway/core/compiled.hpp>
#include <slipway/core/read_file.hpp>
#include <slipway/runtime/detail/check_key.hpp>
#include <slipway/runtime/detail/event_watch.hpp>
#include <slipway/runtime/detail/joined_process.hpp>
#include <slipway/runtime/detail/namespaces_for_shim.hpp>
#include <slipway/runtime/detail/rootless_machine.hpp>
#include <slipway/runtime/detail/shim_directory.hpp>
#include <slipway/runtime/kept.hpp>
#include <slipway/runtime/linux.hpp>
#include <slipway/runtime/oci.hpp>
#include <slipway/runtime/process.hpp>

namespace slipway::runtime {

namespace detail {

/// What is done while a call lasts, when somebody asks for it.
struct interruption {
    std::stop_token when{};
    std::function<void(const message_channel&)> what{};
};

}  // namespace detail

struct kept::state {
    state(const std::filesystem::path& root, kept_options o)
        : directory(root), options(std::move(o)) {}

    static status_error no_container(const std::string& key) {
        return {core::reason::not_found, "there is no container \"" + key + "\""};
    }

    /// What the pod's shim answers; nothing where there is none. `stop` cuts short what lasts.
    std::optional<json::value> ask(const std::string& sandbox, const json::value& call,
                                   const std::vector<int>& descriptors = {},
                                   std::stop_token stop = {},
                                   const detail::interruption& meanwhile = {}) const {
        const auto channel = detail::connect_in(directory.place(sandbox));
        if (!channel || !channel->send(call, descriptors)) return std::nullopt;
        const std::stop_callback cut(stop, [&] { ::shutdown(channel->socket(), SHUT_WR); });
        const std::stop_callback interrupt(meanwhile.when, [&] { meanwhile.what(*channel); });
        return result_from(*channel);
    }
    /// Nothing where the shim has gone.
    static std::optional<json::value> result_from(const detail::message_channel& channel) {
        const auto answer = channel.receive();
        if (!answer) return std::nullopt;
        if (const auto failed = answer->document.find("error"); failed != answer->document.end())
            detail::throw_failure(*failed);
        return answer->document.at("result");
    }
    /// The same for the shim of a container's pod.
    std::optional<json::value> ask_about(const std::string& container, json::value call,
                                         const std::vector<int>& descriptors = {},
                                         std::stop_token stop = {},
                                         const detail::interruption& meanwhile = {}) const {
        detail::check_key(container);
        call["key"] = container;
        const auto sandbox = directory.sandbox_of(container);
        return sandbox ? ask(*sandbox, call, descriptors, stop, meanwhile) : std::nullopt;
    }
    json::value demand(const std::string& container, json::value call,
                       const std::vector<int>& descriptors = {}, std::stop_token stop = {}) const {
        if (auto answer = ask_about(container, std::move(call), descriptors, stop))
            return *std::move(answer);
        throw no_container(container);
    }
    /// The shims of all pods. Removes what killed ones have left.
    std::vector<std::string> pods() const {
        std::vector<std::string> made;
        for (const std::string& key : directory.keys()) {
            const auto alone = directory.alone(key, core::key_lock::patience::none);
            if (!alone.held() || !directory.abandoned(key)) {
                made.push_back(key);
                continue;
            }
            try {
                directory.clear(key);
            } catch (const status_error&) {
                // The shim of one that was killed while it started that still writes: next time.
            }
        }
        return made;
    }

    /// Notes where a container is to be. Throws `status_error` (conflict) where it is elsewhere.
    void note(const std::string& key, const std::string& sandbox) {
        std::string at = sandbox;
        if (key != sandbox)
            if (const auto there = ask(key, {{"call", "container"}, {"key", key}});
                there && !there->is_null())
                at = key;
        if (at == sandbox) at = directory.note(key, sandbox);
        if (at != sandbox)
            throw status_error(core::reason::conflict,
                               "container \"" + key + "\" is in sandbox \"" + at + "\" already");
    }

    /// A shim does not know that no pod is to have a way out.
    runtime_info told(runtime_info by_shim) const {
        if (!options.way_out && std::erase(by_shim.enforces, "a way out of this machine") > 0)
            by_shim.lacks.push_back("a way out of this machine: pods are to have none");
        return by_shim;
    }

    detail::shim_directory directory;
    kept_options options;
    std::optional<detail::event_watch> watch;
    std::mutex mutex;  // guards `watch`
};

SLIPWAY_INLINE kept::kept(const std::filesystem::path& root, kept_options options)
    : state_(std::make_unique<state>(root, std::move(options))) {
    const auto words = core::read_file("/proc/self/cmdline");
    if (words && words->starts_with(std::string(detail::shim_name) + '\0'))
        throw status_error(
            core::reason::invalid,
            "this program keeps containers, but its main function does not begin with slipway::runtime::run_shim");
    state_->pods();
}
SLIPWAY_INLINE kept::~kept() = default;

SLIPWAY_INLINE runtime_info kept::info() { return info(true); }
SLIPWAY_INLINE runtime_info kept::info_without_trial() { return info(false); }

SLIPWAY_INLINE runtime_info kept::info(bool tries) {
    for (const std::string& pod : state_->pods())
        if (const auto known = state_->ask(pod, {{"call", "info"}}))
            return state_->told(read<runtime_info>(*known));
    const std::string& kind = state_->options.kind;
    if (works_without_root(kind) && detail::is_rootless()) {  // only a shim can tell
        static std::atomic<int> last = 0;
        const std::string pod =
            "trial-" + std::to_string(::getpid()) + '-' + std::to_string(++last);
        run_sandbox(pod, {.no_network = true});
        const auto known = state_->ask(pod, {{"call", "info"}});
        remove_sandbox(pod);
        if (!known)
            throw status_error(
                core::reason::internal_error,
                "the shim of a trial pod ended before it could tell what works here");
        return state_->told(read<runtime_info>(*known));
    }
    const auto trial = state_->directory.root() / "trial";
    const auto network = state_->directory.root() / "network";
    if (kind == "linux")
        return linux_(trial, {.shared_network = network,
                              .tried_before = !tries,
                              .way_out = state_->options.way_out})
            .info();
    if (kind == "runc" || kind == "crun")
        return oci_(trial, {.program = kind,
                            .shared_network = network,
                            .tried_before = !tries,
                            .way_out = state_->options.way_out})
            .info();
    return process(trial).info();
}

SLIPWAY_INLINE sandbox_status kept::run_sandbox(const std::string& key, const sandbox_spec& spec) {
    detail::check_key(key);
    const auto alone = state_->directory.alone(key);
    if (auto known = sandbox(key)) return *known;
    const auto place = state_->directory.place(key);
    state_->directory.clear(key);  // what a killed shim has left
    std::filesystem::create_directory(place);
    try {
        sandbox_spec asked = detail::look_up(spec, [this](const std::string& other) {
            return container(other);
        });  // of another shim
        asked.no_way_out = spec.no_way_out || !state_->options.way_out;
        const auto tell = [&](const detail::message_channel& shim) {
            shim.send({{"sandbox", document(asked)}});  // who does not hear it has ended
            if (state_->options.kind == "linux")
                detail::namespaces_for_shim(asked).send(shim.socket());
        };
        const auto made = read<sandbox_status>(
            detail::start_shim(state_->options.program, place, state_->options.kind, key, tell));
        std::lock_guard lock(state_->mutex);
        if (state_->watch) state_->watch->look();
        return made;
    } catch (...) {
        state_->directory.clear(key);
        throw;
    }
}
SLIPWAY_INLINE void kept::remove_sandbox(const std::string& key) {
    detail::check_key(key);
    const auto alone = state_->directory.alone(key);
    state_->ask(key, {{"call", "removeSandbox"}});
    state_->directory.clear(key);
}
SLIPWAY_INLINE core::subscription kept::hold(const std::string& key) {
    detail::check_key(key);
    auto channel = detail::connect_in(state_->directory.place(key));
    if (!channel || !channel->send({{"call", "hold"}}) || !channel->receive())
        throw status_error(core::reason::not_found, "there is no sandbox \"" + key + "\"");
    return core::subscription([held = std::make_shared<detail::message_channel>(
                                   *std::move(channel))]() mutable { held.reset(); });
}
SLIPWAY_INLINE std::optional<sandbox_status> kept::sandbox(const std::string& key) {
    detail::check_key(key);
    const auto known = state_->ask(key, {{"call", "sandbox"}});
    return known && !known->is_null() ? std::optional(read<sandbox_status>(*known)) : std::nullopt;
}
SLIPWAY_INLINE std::vector<sandbox_status> kept::sandboxes() {
    std::vector<sandbox_status> made;
    for (const std::string& pod : state_->pods())
        if (auto known = sandbox(pod)) made.push_back(*std::move(known));
    return made;
}

SLIPWAY_INLINE sandbox_status kept::set_networks(const std::string& key,
                                                 const std::vector<network_spec>& networks) {
    detail::check_key(key);
    json::value all = json::value::array();
    for (const network_spec& each : networks) all.push_back(document(each));
    if (const auto made = state_->ask(key, {{"call", "setNetworks"}, {"networks", std::move(all)}}))
        return read<sandbox_status>(*made);
    throw status_error(core::reason::not_found, "there is no sandbox \"" + key + '"');
}

namespace detail {

/// The descriptors that are there, in an order that goes with their names.
class named_descriptors {
public:
    named_descriptors(std::initializer_list<std::pair<const char*, int>> all) {
        for (const auto& [name, fd] : all) {
            if (fd < 0) continue;
            names.push_back(name);
            descriptors.push_back(fd);
        }
    }
    json::value names = json::value::array();
    std::vector<int> descriptors;
};
inline named_descriptors named(const attachment& to) {
    return {{"out", to.out}, {"err", to.err}, {"input", to.input}};
}

}  // namespace detail

SLIPWAY_INLINE container_status kept::create_container(const std::string& sandbox,
                                                       const std::string& key,
                                                       const container_spec& spec) {
    return create_container(sandbox, key, spec, {});
}
SLIPWAY_INLINE container_status kept::create_container(const std::string& sandbox,
                                                       const std::string& key,
                                                       const container_spec& spec,
                                                       const upkeep& how, const attachment& to) {
    detail::check_key(sandbox);
    detail::check_key(key);
    const bool known = state_->directory.notes(key);
    state_->note(key, sandbox);
    try {
        container_spec found = spec;
        found.pid = detail::look_up(
            spec.pid, [this](const std::string& other) { return this->container(other); });
        json::value call{{"call", "createContainer"},
                         {"key", key},
                         {"spec", document(found)},
                         {"upkeep", document(how)}};
        const detail::named_descriptors streams = detail::named(to);
        if (!streams.descriptors.empty()) call["streams"] = streams.names;
        const auto made = state_->ask(sandbox, call, streams.descriptors);
        if (!made)
            throw status_error(core::reason::not_found, "there is no sandbox \"" + sandbox + "\"");
        if (!streams.descriptors.empty() && !made->value("attached", false))
            attach(key, to);  // by a shim of former days
        return read<container_status>(*made);
    } catch (...) {
        if (!known) state_->directory.forget(key);
        throw;
    }
}
SLIPWAY_INLINE void kept::start_container(const std::string& key) {
    state_->demand(key, {{"call", "startContainer"}});
}
SLIPWAY_INLINE void kept::signal(const std::string& key, int number) {
    state_->demand(key, {{"call", "signal"}, {"signal", number}});
}
SLIPWAY_INLINE void kept::stop_container(const std::string& key, std::chrono::milliseconds grace) {
    state_->ask_about(key, {{"call", "stopContainer"}, {"milliseconds", grace.count()}});
}
SLIPWAY_INLINE void kept::remove_container(const std::string& key) {
    state_->ask_about(key, {{"call", "removeContainer"}});
    state_->directory.forget(key);
}
SLIPWAY_INLINE void kept::pause(const std::string& key) {
    state_->demand(key, {{"call", "pause"}});
}
SLIPWAY_INLINE void kept::unpause(const std::string& key) {
    state_->demand(key, {{"call", "unpause"}});
}
SLIPWAY_INLINE core::subscription kept::pause_meanwhile(const std::string& key) {
    detail::check_key(key);
    const auto pod = state_->directory.sandbox_of(key);
    auto channel = pod ? detail::connect_in(state_->directory.place(*pod)) : std::nullopt;
    if (!channel || !channel->send({{"call", "pauseMeanwhile"}, {"key", key}}) ||
        !state::result_from(*channel))
        throw state::no_container(key);
    return core::subscription(
        [held = std::make_shared<detail::message_channel>(*std::move(channel))] {
            ::shutdown(held->socket(), SHUT_WR);
            held->receive();  // the end, when it goes on
        });
}
SLIPWAY_INLINE void kept::update(const std::string& key, const limits& l) {
    state_->demand(key, {{"call", "update"}, {"limits", document(l)}});
}
SLIPWAY_INLINE void kept::set_restart_policy(const std::string& key, restart_policy policy,
                                             std::uint32_t most_restarts) {
    state_->demand(
        key, {{"call", "follow"},
              {"upkeep", document(upkeep{.restart = policy, .most_restarts = most_restarts})}});
}
SLIPWAY_INLINE std::optional<container_status> kept::container(const std::string& key) {
    const auto known = state_->ask_about(key, {{"call", "container"}});
    return known && !known->is_null() ? std::optional(read<container_status>(*known))
                                      : std::nullopt;
}
SLIPWAY_INLINE std::vector<container_status> kept::containers() {
    std::vector<container_status> made;
    for (const std::string& pod : state_->pods())
        if (const auto all = state_->ask(pod, {{"call", "containers"}}))
            for (const json::value& each : *all) made.push_back(read<container_status>(each));
    return made;
}

SLIPWAY_INLINE exec_result kept::exec(const std::string& key,
                                      const std::vector<std::string>& command,
                                      std::chrono::milliseconds limit) {
    return read<exec_result>(state_->demand(key, {{"call", "exec"},
                                                  {"spec", document(exec_spec{.command = command})},
                                                  {"milliseconds", limit.count()}}));
}

SLIPWAY_INLINE int kept::exec(const std::string& key, const exec_spec& spec,
                              const standard_streams& streams, std::stop_token stop) {
    return *exec(key, spec, streams, stop, {});
}
SLIPWAY_INLINE std::optional<int> kept::exec(const std::string& key, const exec_spec& spec,
                                             const standard_streams& streams, std::stop_token stop,
                                             const departure& leaves) {
    const detail::named_descriptors all{{"in", streams.in},
                                        {"out", streams.out},
                                        {"err", streams.err},
                                        {"console", streams.console}};
    std::atomic<bool> left = false;
    const auto leave = [&](const detail::message_channel& by) {
        left = by.send({{"call", "letGo"}}, {leaves.terminal()});
        ::shutdown(by.socket(), SHUT_RDWR);
    };
    const auto answer =
        state_->ask_about(key, {{"call", "run"}, {"spec", document(spec)}, {"streams", all.names}},
                          all.descriptors, stop, {leaves.when, leave});
    if (left) return std::nullopt;
    if (!answer) throw state::no_container(key);
    return answer->get<int>();
}
SLIPWAY_INLINE void kept::attach(const std::string& key, const attachment& to) {
    const detail::named_descriptors all = detail::named(to);
    state_->demand(key, {{"call", "attach"}, {"streams", all.names}}, all.descriptors);
}
SLIPWAY_INLINE std::uint64_t kept::attach_behind_log(const std::string& key, const attachment& to) {
    const detail::named_descriptors all = detail::named(to);
    return state_
        ->demand(key, {{"call", "attachBehindLog"}, {"streams", all.names}}, all.descriptors)
        .get<std::uint64_t>();
}
SLIPWAY_INLINE container_status kept::wait(const std::string& key, std::stop_token stop) {
    return read<container_status>(state_->demand(key, {{"call", "wait"}}, {}, stop));
}
SLIPWAY_INLINE container_usage kept::usage(const std::string& key) {
    return read<container_usage>(state_->demand(key, {{"call", "usage"}}));
}
SLIPWAY_INLINE health_report kept::health(const std::string& key) {
    return read<health_report>(state_->demand(key, {{"call", "health"}}));
}
SLIPWAY_INLINE log_page kept::read_log(const std::string& key, std::uint64_t from,
                                       std::size_t at_most) {
    return read<log_page>(
        state_->demand(key, {{"call", "readLog"}, {"from", from}, {"atMost", at_most}}));
}
SLIPWAY_INLINE core::subscription kept::subscribe(event_sink sink) {
    std::lock_guard lock(state_->mutex);
    if (!state_->watch) state_->watch.emplace(state_->directory);
    return state_->watch->subscribe(std::move(sink));
}

}  // namespace slipway::runtime
