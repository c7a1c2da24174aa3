// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/apiserver/server.hpp>
#include <slipway/client.hpp>
#include <slipway/node/agent.hpp>
#include <slipway/oci/build.hpp>
#include <slipway/registry/copy.hpp>
#include <slipway/registry/memory.hpp>
#include <slipway/runtime/memory.hpp>
#include <slipway/store/memory.hpp>
#include <support/eventually.hpp>
#include <support/manual_time.hpp>
#include <support/scratch_directory.hpp>

namespace support {

namespace api = slipway::api;
namespace core = slipway::core;
namespace runtime = slipway::runtime;

/// A runtime whose containers pretend, that remembers what it was asked, in order: `start c`, `exec
/// c: word`, `signal c 15`.
class noted_runtime : public runtime::memory {
public:
    explicit noted_runtime(
        std::function<runtime::pretended_run(const std::vector<std::string>&)> behave)
        : memory([this, behave = std::move(behave)](const runtime::container_spec& spec,
                                                    const std::vector<std::string>& command) {
              const bool starts = command == spec.command;
              note(starts ? "start " + spec.name : "exec " + spec.name + ": " + command[0], spec);
              return behave(command);
          }) {}

    runtime::runtime_info info() const {
        auto made = memory::info();
        made.pretends = pretends;
        return made;
    }
    runtime::sandbox_status run_sandbox(const std::string& key, const runtime::sandbox_spec& spec) {
        if (taken)
            throw core::status_error(core::reason::conflict,
                                     "cannot listen on 127.0.0.1:8080: Address already in use");
        {
            std::lock_guard lock(mutex_);
            sandbox_specs_[key] = spec;
        }
        return memory::run_sandbox(key, spec);
    }
    void signal(const std::string& key, int number) {
        const auto c = memory::container(key);
        if (c) note("signal " + c->name + " " + std::to_string(number), {});
        if (c && deaf(c->name)) return;
        memory::signal(key, number);
    }
    std::optional<runtime::container_status> container(const std::string& key) const {
        auto found = memory::container(key);
        if (found && found->exit_code == 137 && greedy) found->oom_killed = true;
        return found;
    }

    std::vector<std::string> notes() const {
        std::lock_guard lock(mutex_);
        return notes_;
    }
    long count(const std::string& note) const {
        const auto all = notes();
        return std::count(all.begin(), all.end(), note);
    }
    /// What a container was started with last.
    runtime::container_spec spec(const std::string& name) const {
        std::lock_guard lock(mutex_);
        return specs_.at(name);
    }
    /// What a pod's sandbox was made with.
    runtime::sandbox_spec sandbox_spec(const std::string& uid) const {
        std::lock_guard lock(mutex_);
        return sandbox_specs_.at(uid);
    }
    /// This container does not end by signals.
    void make_deaf(const std::string& name) {
        std::lock_guard lock(mutex_);
        deaf_.insert(name);
    }
    std::atomic<bool> greedy = false;  ///< what is killed was out of memory
    std::atomic<bool> taken =
        false;  ///< somebody else has the ports of this machine that pods want
    std::atomic<bool> pretends = false;  ///< nobody need listen where probes ask

private:
    bool deaf(const std::string& name) const {
        std::lock_guard lock(mutex_);
        return deaf_.count(name) > 0;
    }
    void note(std::string what, const runtime::container_spec& spec) {
        std::lock_guard lock(mutex_);
        if (what.starts_with("start ")) specs_[spec.name] = spec;
        notes_.push_back(std::move(what));
    }
    mutable std::mutex mutex_;
    std::vector<std::string> notes_;
    std::map<std::string, runtime::container_spec> specs_;
    std::map<std::string, runtime::sandbox_spec> sandbox_specs_;
    std::set<std::string> deaf_;
};

/// An API server, a manager whose time passes when the test says so, and an agent with one node,
/// whose programs are: `run` runs until it is stopped; `exit N` ends; `absent` is not there;
/// `check` succeeds while the world is well.
struct node_world {
    explicit node_world(const std::function<void(slipway::node::agent_options&)>& change = {}) {
        for (const char* name : {"ns", "kube-node-lease"}) {
            api::Namespace ns;
            ns.metadata.name = name;
            c.create(ns);
        }
        slipway::oci::image_config config;
        config.cmd = {"run"};
        config.stop_signal = "SIGQUIT";
        publish("web:1", config);
        slipway::node::agent_options options;
        options.directory = files.path();
        options.workers = 1;  // one step after the other
        if (change) change(options);
        agent.emplace(manager, runtime::any_runtime::of(r), images,
                      slipway::registry::any_registry::of(shelf), std::move(options));
        agent->add_node(
            {.name = "n1", .capacity = {{"cpu", "4"}, {"memory", "8Gi"}, {"pods", "110"}}});
    }
    ~node_world() { manager.stop(); }

    void publish(const std::string& name, slipway::oci::image_config config = {}) {
        slipway::registry::push(shelf, slipway::oci::reference::parse(name),
                                slipway::oci::image_builder(std::move(config))
                                    .layer(slipway::oci::file_tree().text("file", name))
                                    .build());
    }
    runtime::pretended_run behave(const std::vector<std::string>& command) const {
        if (command[0] == "exit") return {{"about to end"}, std::stoi(command[1]), {}};
        if (command[0] == "check") return {{}, well ? 0 : 1, {}};
        if (command[0] == "absent")
            return {{}, {}, "exec: \"absent\": executable file not found in $PATH"};
        return {};
    }

    static api::Container container(const char* name, std::vector<const char*> command = {"run"}) {
        api::Container made;
        made.name = name;
        made.image = "web:1";
        for (const char* word : command) made.command.push_back(word);
        return made;
    }
    static api::Pod pod(const api::Container& c, const char* policy = "Always") {
        api::Pod made;
        made.metadata.name = "web";
        made.metadata.namespace_ = "ns";
        made.metadata.labels = {{"app", "web"}};
        made.spec.nodeName = "n1";
        made.spec.restartPolicy = policy;
        made.spec.containers = {c};
        return made;
    }
    static api::Probe check_probe() {
        api::Probe made;
        made.exec.emplace().command = {"check"};
        made.periodSeconds = 1;
        made.failureThreshold = 2;
        return made;
    }
    void start(const api::Pod& p) {
        manager.start();
        c.create(p);
    }

    std::optional<api::Pod> seen() { return c.find<api::Pod>("ns", "web"); }
    api::PodStatus status() {
        const auto p = seen();
        return p ? p->status : api::PodStatus();
    }
    /// The status of a container; one that says nothing where there is none yet.
    api::ContainerStatus of(const char* name) {
        const auto s = status();
        for (const auto* list : {&s.initContainerStatuses, &s.containerStatuses})
            for (const auto& each : *list)
                if (each.name == name) return each;
        return {};
    }
    std::string waiting(const char* name) {
        return std::string(of(name).state->waiting->reason.view());
    }
    std::string condition(const char* type) {
        for (const auto& each : status().conditions)
            if (each.type == type) return std::string(each.status.view());
        return {};
    }
    bool gets(const char* phase) {
        return eventually([&] { return status().phase == phase; });
    }
    bool waits_for(const char* name, const char* reason) {
        return eventually([&] { return waiting(name) == reason; });
    }
    bool restarted(const char* name, long times) {
        return eventually([&] { return of(name).restartCount == times; });
    }
    /// `Reason: message` of every event about the pod.
    std::string events(const std::string& about = "web") {
        std::string all;
        for (const auto& e : c.list<api::core_v1::Event>("ns").items)
            if (e.involvedObject->name == about.c_str())
                all += std::string(e.reason.view()) + ": " + std::string(e.message.view()) + '\n';
        return all;
    }
    bool tells(const std::string& words) {
        return eventually([&] { return events().find(words) != std::string::npos; });
    }
    /// Lets time pass, counted from when the agent has done what it was about to do.
    void pass(core::time_source::duration d) {
        turn();
        time.pass(d);
    }
    /// Returns when the agent has worked on something that was asked for just now: what was due
    /// before has been done.
    void turn() {
        api::Pod other = pod(container("other"));
        other.metadata.name = "turn-" + std::to_string(++turns);
        c.create(other);
        REQUIRE(eventually(
            [&] { return c.get<api::Pod>("ns", other.metadata.name).status.phase == "Running"; }));
        c.remove<api::Pod>("ns", other.metadata.name, {.grace_period_seconds = 0});
    }

    std::atomic<bool> well = true;
    int turns = 0;
    ::scratch_directory files;
    manual_time time;
    core::random_source random{1};
    slipway::store::memory store;
    slipway::apiserver::server server{store, time, random, {}};
    slipway::client::client c{server};
    slipway::registry::memory_registry shelf;
    runtime::image_store images{files / "images"};
    noted_runtime r{[this](const std::vector<std::string>& command) { return behave(command); }};
    slipway::controller::manager manager{c, time, random};
    std::optional<slipway::node::agent> agent;
};

}  // namespace support
