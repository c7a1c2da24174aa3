// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <slipway/controller/controller.hpp>
#include <slipway/net/probe.hpp>
#include <slipway/node/detail/ask_container.hpp>
#include <slipway/node/detail/cached_sources.hpp>
#include <slipway/node/detail/container_plan.hpp>
#include <slipway/node/detail/pod_volumes.hpp>
#include <slipway/node/pod_record.hpp>
#include <slipway/node/pod_status.hpp>
#include <slipway/registry/any_registry.hpp>
#include <slipway/runtime/any_runtime.hpp>
#include <slipway/runtime/image_pull_policy.hpp>
#include <slipway/runtime/stop_signal.hpp>

namespace slipway::node::detail {

/// What all pods of an agent are run with.
struct pod_tools {
    runtime::any_runtime runtime;
    runtime::image_store& images;
    registry::any_registry registry;
    std::filesystem::path directory;  ///< for volumes
    std::string node_address;
    /// whether a service still sends to a pod; may be empty
    std::function<bool(const std::string& ip)> in_service;
    int network = -1;  ///< as for `agent_options`
};

/// Brings one pod to what it should be, step by step: each call looks at the runtime, does what is
/// due, and says when it wants to be called again. Nothing is remembered but the record.
class pod_worker {
public:
    using steady = core::time_source::steady_time;
    using context = controller::context;

    pod_worker(pod_tools& tools, const api::Pod& pod)
        : tools_(tools), uid_(pod.metadata.uid.view()) {
        record_.uid = uid_;
    }

    const std::string& uid() const { return uid_; }

    /// One step of a pod that is wanted, or is to be ended.
    controller::outcome step(context& ctx, const api::Pod& pod) {
        now_ = ctx.time().now();
        wall_ = ctx.time().wall();
        next_.reset();
        if (record_.start_time == core::time_source::wall_time{}) {
            record_.start_time = wall_;
            begun_ = now_;
        }
        observe(pod);
        if (!pod.metadata.deletionTimestamp.empty()) return end(ctx, pod);
        check_deadline(ctx, pod);
        if (over(pod)) stop_rest(ctx, pod);
        else run(ctx, pod);
        report(ctx, pod);
        return next_
                   ? controller::after(*next_ > now_ ? *next_ - now_ : std::chrono::nanoseconds(1))
                   : controller::done();
    }

    /// Takes away all that the pod had; at once.
    void destroy() {
        if (!record_.sandbox.empty()) tools_.runtime.remove_sandbox(record_.sandbox);
        record_.sandbox.clear();
        oci::remove_tree(volumes_directory());
    }

private:
    static constexpr std::chrono::seconds first_back_off{10}, longest_back_off{300};
    static constexpr std::chrono::minutes forgiven_after{10};
    static constexpr steady signalled = steady::max();
    static constexpr std::chrono::milliseconds longest_leave{1000}, look_again{5}, to_accept{50};

    std::filesystem::path volumes_directory() const { return tools_.directory / "pods" / uid_; }
    void wake_at(steady t) { next_ = next_ ? std::min(*next_, t) : t; }
    bool over(const api::Pod& pod) const {
        const auto phase = phase_of(pod, record_);
        return phase == "Failed" || phase == "Succeeded";
    }

    // --- looking

    template <class F>
    void each_record(const api::Pod& pod, F f) {
        for (const api::Container& c : pod.spec.initContainers)
            f(c, record_.init_containers[std::string(c.name.view())]);
        for (const api::Container& c : pod.spec.containers)
            f(c, record_.containers[std::string(c.name.view())]);
    }
    void observe(const api::Pod& pod) {
        each_record(pod, [&](const api::Container&, container_record& r) {
            if (r.now != container_record::state::running) {
                if (r.reason.empty())
                    r.reason =
                        pod.spec.initContainers.empty() ? "ContainerCreating" : "PodInitializing";
                return;
            }
            const auto seen = tools_.runtime.container(r.key);
            if (seen && seen->state == runtime::container_state::running) return;
            termination t{.exit_code = 137,
                          .reason = "ContainerStatusUnknown",
                          .message = "The container could not be located",
                          .finished = wall_};
            if (seen) {
                t = {seen->exit_code, seen->signal,   "Completed", seen->message,
                     seen->started,   seen->finished, {}};
                if (seen->exit_code != 0) t.reason = seen->oom_killed ? "OOMKilled" : "Error";
            }
            ended(r, std::move(t));
        });
    }
    void ended(container_record& r, termination t) {
        t.container_id = "slipway://" + r.key;
        r.now = container_record::state::terminated;
        r.ready = r.started = false;
        if (now_ - r.running_since > forgiven_after) r.back_off = {};
        r.ended = std::move(t);
    }

    // --- running

    void run(context& ctx, const api::Pod& pod) {
        try {
            ensure_sandbox(pod);
            const config_sources sources =
                config_sources_of(ctx, pod, record_.ip, tools_.node_address);
            const pod_volumes volumes(volumes_directory(), pod, sources);
            try {
                volumes.prepare();
            } catch (const status_error& e) {
                ctx.event(pod, "Warning", "FailedMount", e.message());
                return wake_at(now_ + std::chrono::seconds(2));
            }
            record_.initialized = run_init_containers(ctx, pod, sources, volumes);
            if (!record_.initialized) return;
            for (const api::Container& c : pod.spec.containers) {
                container_record& r = record_.containers[std::string(c.name.view())];
                if (wants_to_run(
                        pod.spec.restartPolicy.empty() ? "Always" : pod.spec.restartPolicy.view(),
                        r))
                    start(ctx, pod, c, r, sources, volumes);
                if (r.now == container_record::state::running) probe(ctx, pod, c, r);
            }
        } catch (const status_error& e) {
            ctx.event(pod, "Warning", "FailedCreatePodSandBox",
                      "Failed to create pod sandbox: " + e.message());
            wake_at(now_ + std::chrono::seconds(2));
        }
    }
    void ensure_sandbox(const api::Pod& pod) {
        if (!record_.sandbox.empty()) return;
        const auto made = tools_.runtime.run_sandbox(uid_, sandbox_of(pod));
        record_.sandbox = made.key;
        record_.ip = made.ip;
    }
    /// One after the other, each to its success; true when all have.
    bool run_init_containers(context& ctx, const api::Pod& pod, const config_sources& sources,
                             const pod_volumes& volumes) {
        for (const api::Container& c : pod.spec.initContainers) {
            container_record& r = record_.init_containers[std::string(c.name.view())];
            const bool beside = c.restartPolicy == "Always";  // a sidecar: it only has to run
            if (r.now == container_record::state::terminated && r.ended->exit_code == 0 && !beside)
                continue;
            const std::string_view policy = beside                              ? "Always"
                                            : pod.spec.restartPolicy == "Never" ? "Never"
                                                                                : "OnFailure";
            if (wants_to_run(policy, r)) start(ctx, pod, c, r, sources, volumes);
            if (r.now == container_record::state::running && beside) {
                probe(ctx, pod, c, r);
                if (r.started) continue;
            }
            return false;
        }
        return true;
    }

    /// Whether a container is to be started now; sets the clock for the one that has to wait.
    bool wants_to_run(std::string_view policy, container_record& r) {
        if (r.now == container_record::state::running) return false;
        if (r.now == container_record::state::terminated) {
            if (policy == "Never" || (policy == "OnFailure" && r.ended->exit_code == 0))
                return false;
            r.last = std::exchange(r.ended, std::nullopt);
            r.now = container_record::state::waiting;
            r.retry_at = now_ + r.back_off;
            if (r.back_off.count() > 0) {
                r.reason = "CrashLoopBackOff";
                r.message =
                    "back-off " +
                    std::to_string(
                        std::chrono::duration_cast<std::chrono::seconds>(r.back_off).count()) +
                    "s restarting failed container";
            }
            grow(r.back_off);
        }
        if (now_ >= r.retry_at) return true;
        wake_at(r.retry_at);
        return false;
    }
    static void grow(std::chrono::nanoseconds& back_off) {
        back_off = back_off.count() == 0
                       ? std::chrono::nanoseconds(first_back_off)
                       : std::min<std::chrono::nanoseconds>(back_off * 2, longest_back_off);
    }
    void wait(container_record& r, std::string reason, std::string message,
              std::chrono::nanoseconds time) {
        r.now = container_record::state::waiting;
        r.reason = std::move(reason);
        r.message = std::move(message);
        r.retry_at = now_ + time;
        wake_at(r.retry_at);
    }

    std::optional<runtime::image> image_for(context& ctx, const api::Pod& pod,
                                            const api::Container& c, container_record& r) {
        const std::string name(c.image.view());
        try {
            const auto policy = c.imagePullPolicy.empty()
                                    ? runtime::default_pull_policy(oci::reference::parse(name))
                                    : runtime::parse_pull_policy(c.imagePullPolicy.view());
            const auto before = ctx.time().now();
            auto image = runtime::ensure_image(tools_.images, name, policy, tools_.registry);
            const auto took =
                std::chrono::duration_cast<std::chrono::milliseconds>(ctx.time().now() - before);
            ctx.event(pod, "Normal", "Pulled",
                      image.pulled ? "Successfully pulled image \"" + name + "\" in " +
                                         std::to_string(took.count()) +
                                         "ms. Image size: " + std::to_string(image.size) + " bytes."
                                   : "Container image \"" + name + "\" already present on machine");
            r.pull_back_off = {};
            return image;
        } catch (const runtime::image_error& e) {
            ctx.event(pod, "Warning", "Failed", e.message());
            const bool again = e.waiting_reason() == "ErrImagePull" && r.pull_back_off.count() > 0;
            grow(r.pull_back_off);
            wait(r, again ? "ImagePullBackOff" : e.waiting_reason(), e.message(), r.pull_back_off);
        } catch (const status_error& e) {
            wait(r, "InvalidImageName", e.message(), longest_back_off);
        }
        return std::nullopt;
    }

    void start(context& ctx, const api::Pod& pod, const api::Container& c, container_record& r,
               const config_sources& sources, const pod_volumes& volumes) {
        auto image = image_for(ctx, pod, c, r);
        if (!image) return;
        r.image_id = image->id.str();
        runtime::container_spec plan;
        try {
            plan = container_plan(pod, c, *std::move(image), sources, volumes.mounts_of(c));
        } catch (const status_error& e) {
            ctx.event(pod, "Warning", "Failed", "Error: " + e.message());
            return wait(r, "CreateContainerConfigError", e.message(), std::chrono::seconds(2));
        }
        forget_older(c, r);
        const std::string key = key_of(c, r.attempt + 1);
        try {
            tools_.runtime.create_container(record_.sandbox, key, plan);
        } catch (const status_error& e) {
            ctx.event(pod, "Warning", "Failed", "Error: " + e.message());
            grow(r.back_off);
            return wait(r, "CreateContainerError", e.message(), r.back_off);
        }
        ++r.attempt;
        r.restarts = r.attempt;
        r.key = key;
        ctx.event(pod, "Normal", "Created", "Container created");
        run_container(ctx, pod, c, r);
    }
    void run_container(context& ctx, const api::Pod& pod, const api::Container& c,
                       container_record& r) {
        r.running_since = now_;
        try {
            tools_.runtime.start_container(r.key);
        } catch (const status_error& e) {
            ctx.event(pod, "Warning", "Failed", "Error: " + e.message());
            ended(r, {128, 0, "StartError", e.message(), wall_, wall_, {}});
            return wake_at(now_);
        }
        ctx.event(pod, "Normal", "Started", "Container started");
        r.now = container_record::state::running;
        r.reason.clear();
        r.message.clear();
        r.started_at = ctx.time().wall();
        r.started = !c.startupProbe.has_value();
        r.ready = r.started && !c.readinessProbe.has_value();
        stopping_.erase(r.key);
        begin_probes(c, r);
        if (!does_something(*c.lifecycle->postStart)) return;
        const net::probe_result result =
            ask(c, r, *c.lifecycle->postStart, std::chrono::seconds(30));
        if (result.good) return;
        ctx.event(pod, "Warning", "FailedPostStartHook", "PostStartHook failed: " + result.message);
        tools_.runtime.stop_container(r.key, std::chrono::milliseconds(0));
    }
    std::string key_of(const api::Container& c, long attempt) const {
        return uid_ + '_' + std::string(c.name.view()) + '_' + std::to_string(attempt);
    }
    /// The one that ran last stays, for its log.
    void forget_older(const api::Container& c, const container_record& r) {
        if (r.attempt > 0) tools_.runtime.remove_container(key_of(c, r.attempt - 1));
    }

    // --- probing

    void begin_probes(const api::Container& c, container_record& r) {
        if (c.startupProbe.has_value()) r.startup = probe_progress(false, now_, *c.startupProbe);
        if (c.readinessProbe.has_value())
            r.readiness = probe_progress(false, now_, *c.readinessProbe).eagerly();
        if (c.livenessProbe.has_value()) r.liveness = probe_progress(true, now_, *c.livenessProbe);
    }
    void probe(context& ctx, const api::Pod& pod, const api::Container& c, container_record& r) {
        if (const auto at = stopping_.find(r.key); at != stopping_.end())
            return force(r, at->second);
        if (c.startupProbe.has_value() && !r.started) {
            due(ctx, pod, c, r, *c.startupProbe, r.startup, "Startup");
            r.started = r.startup.passing();
            if (r.startup.failed(*c.startupProbe))
                return restart(ctx, pod, c, r, *c.startupProbe, "startup");
        }
        if (!r.started) return;
        if (c.readinessProbe.has_value())
            due(ctx, pod, c, r, *c.readinessProbe, r.readiness, "Readiness");
        r.ready = !c.readinessProbe.has_value() || r.readiness.passing();
        if (!c.livenessProbe.has_value()) return;
        due(ctx, pod, c, r, *c.livenessProbe, r.liveness, "Liveness");
        if (r.liveness.failed(*c.livenessProbe))
            restart(ctx, pod, c, r, *c.livenessProbe, "liveness");
    }
    void due(context& ctx, const api::Pod& pod, const api::Container& c, container_record& r,
             const api::Probe& p, probe_progress& progress, const char* kind) {
        if (progress.due_at(now_)) {
            const net::probe_result result = ask(c, r, p, probe_progress::timeout(p));
            // While a program starts it refuses; that is no news.
            if (!result.good && !progress.eager())
                ctx.event(pod, "Warning", "Unhealthy",
                          std::string(kind) + " probe failed: " + result.message);
            progress.record(result.good, ctx.time().now(), p);
        }
        wake_at(progress.due());
    }
    template <class Handler>
    net::probe_result ask(const api::Container& c, const container_record& r, const Handler& p,
                          std::chrono::milliseconds timeout) const {
        return ask_container(tools_.runtime, record_.ip, tools_.network)(c, r.key, p, timeout);
    }
    /// A container that is not well is stopped; what comes then is a matter of the restart policy.
    void restart(context& ctx, const api::Pod& pod, const api::Container& c, container_record& r,
                 const api::Probe& p, const std::string& kind) {
        ctx.event(pod, "Normal", "Killing",
                  "Container " + std::string(c.name.view()) + " failed " + kind +
                      " probe, will be restarted");
        stop(r, p.terminationGracePeriodSeconds.value_or(
                    pod.spec.terminationGracePeriodSeconds.value_or(30)));
    }
    void stop(const container_record& r, long grace_seconds) {
        stopping_[r.key] = now_ + std::chrono::seconds(grace_seconds);
        tools_.runtime.signal(r.key, stop_signal_of(r));
        wake_at(stopping_[r.key]);
    }
    int stop_signal_of(const container_record& r) const {
        const auto config = tools_.images.config(oci::digest::parse(r.image_id));
        return runtime::stop_signal(config ? config->stop_signal : std::string());
    }
    void force(const container_record& r, steady until) {
        if (now_ >= until) tools_.runtime.stop_container(r.key, std::chrono::milliseconds(0));
        else wake_at(until);
    }

    // --- ending

    /// A pod may be active for so long, and has failed then (Kubernetes API,
    /// `PodSpec.activeDeadlineSeconds`).
    void check_deadline(context& ctx, const api::Pod& pod) {
        if (!pod.spec.activeDeadlineSeconds.has_value() || over(pod)) return;
        const steady deadline =
            begun_ + std::chrono::seconds(pod.spec.activeDeadlineSeconds.value_or(0));
        if (now_ < deadline) return wake_at(deadline);
        record_.failed_reason = "DeadlineExceeded";
        record_.failed_message = "Pod was active on the node longer than the specified deadline";
        ctx.event(pod, "Normal", "DeadlineExceeded", record_.failed_message);
    }
    /// Of a pod that is over: what still runs (sidecars; all, past the deadline) ends too.
    void stop_rest(context& ctx, const api::Pod& pod) {
        each_record(pod, [&](const api::Container& c, const container_record& r) {
            if (r.now != container_record::state::running) return;
            if (const auto at = stopping_.find(r.key); at != stopping_.end())
                return force(r, at->second);
            ctx.event(pod, "Normal", "Killing", "Stopping container " + std::string(c.name.view()));
            stop(r, pod.spec.terminationGracePeriodSeconds.value_or(30));
        });
    }

    controller::outcome end(context& ctx, const api::Pod& pod) {
        const auto grace =
            std::chrono::seconds(pod.metadata.deletionGracePeriodSeconds.value_or(30));
        if (!ending_since_) {
            ending_since_ = now_;
            report(ctx, pod);
        }
        const steady kill_at = *ending_since_ + grace;  // a second deletion may shorten it
        const steady leaves_service = when_out_of_service(*ending_since_);
        const bool programs_run = std::any_of(
            record_.containers.begin(), record_.containers.end(),
            [](const auto& c) { return c.second.now == container_record::state::running; });
        bool running = false;
        each_record(pod, [&](const api::Container& c, const container_record& r) {
            if (r.now != container_record::state::running) return;
            running = true;
            const bool sidecar = record_.init_containers.count(std::string(c.name.view())) > 0;
            if (!sidecar || !programs_run)
                end_container(ctx, pod, c, r, grace, leaves_service);  // sidecars come last
        });
        if (running && now_ < kill_at) {
            wake_at(kill_at);
            return controller::after(std::max(*next_ - now_, std::chrono::nanoseconds(1)));
        }
        destroy();
        ctx.remove(pod, {.grace_period_seconds = 0, .uid = uid_});
        return controller::done();
    }
    /// Its hook, then its signal when that is due.
    void end_container(context& ctx, const api::Pod& pod, const api::Container& c,
                       const container_record& r, std::chrono::seconds grace,
                       steady leaves_service) {
        auto at = signal_at_.find(r.key);
        if (at == signal_at_.end()) {
            ctx.event(pod, "Normal", "Killing", "Stopping container " + std::string(c.name.view()));
            at = signal_at_.emplace(r.key, before_stop(ctx, pod, c, r, grace)).first;
        }
        if (at->second == signalled) return;
        const steady due = std::max(at->second, leaves_service);
        if (now_ < due) return wake_at(due);
        tools_.runtime.signal(r.key, stop_signal_of(r));
        at->second = signalled;
    }
    /// The signal waits until no service sends new connections any more, and the last ones sent
    /// have been accepted: a program that closes its socket resets those that it has not accepted
    /// yet. (Kubernetes leaves this race to a preStop hook that sleeps.) Not longer than
    /// `longest_leave`, should nobody tell the services.
    steady when_out_of_service(steady since) {
        if (!tools_.in_service || out_of_service_at_) return out_of_service_at_.value_or(now_);
        if (now_ < since + longest_leave && tools_.in_service(record_.ip)) return now_ + look_again;
        out_of_service_at_ = now_ + to_accept;
        return *out_of_service_at_;
    }
    /// The hook that comes before the signal, within the pod's time (Kubernetes, "Container
    /// Lifecycle Hooks"); gives when the signal is due. A hook that fails makes no difference.
    steady before_stop(context& ctx, const api::Pod& pod, const api::Container& c,
                       const container_record& r, std::chrono::seconds grace) {
        const auto& hook = *c.lifecycle->preStop;
        if (hook.sleep.has_value())
            return now_ + std::chrono::seconds(hook.sleep->seconds.value_or(0));
        if (!does_something(hook)) return now_;
        const net::probe_result result = ask(c, r, hook, std::max(grace, std::chrono::seconds(1)));
        if (!result.good)
            ctx.event(pod, "Warning", "FailedPreStopHook", "PreStopHook failed: " + result.message);
        return now_;
    }

    // --- telling

    void report(context& ctx, const api::Pod& pod) {
        api::PodStatus status = status_of(pod, record_, tools_.node_address, wall_);
        if (json::encode(status) == json::encode(pod.status)) return;
        api::Pod next = pod;
        next.status = std::move(status);
        ctx.update_status(next);
    }

    pod_tools& tools_;
    std::string uid_;
    pod_record record_;
    /// containers that got their signal, and when it is over
    std::map<std::string, steady> stopping_;
    std::map<std::string, steady> signal_at_;  ///< containers that get it as the pod ends, and when
    steady begun_{};
    std::optional<steady> ending_since_;
    std::optional<steady> out_of_service_at_;
    steady now_{};
    core::time_source::wall_time wall_{};
    std::optional<steady> next_;
};

}  // namespace slipway::node::detail
