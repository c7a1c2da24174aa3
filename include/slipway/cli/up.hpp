// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <malloc.h>

#include <slipway/cli/detail/node_pools.hpp>
#include <slipway/cli/ending.hpp>
#include <slipway/cli/progress.hpp>
#include <slipway/cli/run.hpp>
#include <slipway/cli/up_arguments.hpp>
#include <slipway/cluster/embedded.hpp>
#include <slipway/dsl/rendered.hpp>
#include <slipway/json/read.hpp>
#include <slipway/oci/from_executable.hpp>
#include <slipway/registry/docker_config.hpp>
#include <slipway/registry/host_certificates.hpp>
#include <slipway/registry/http.hpp>
#include <slipway/registry/layout.hpp>
#include <slipway/runtime/enter_user_namespace.hpp>

namespace slipway::cli {

namespace detail {

/// Makes an image as `render_machine` describes it.
inline oci::built_image build(const std::string& from, const std::string& path) {
    const std::filesystem::path file = oci::own_executable().parent_path() / path;
    const oci::pack_options packing{
        .compression = oci::compression::none};  // it goes no farther than to the next directory
    if (from == "program") return oci::from_executable(file, {}, {}, packing);
    if (from == "this program") return oci::from_executable(oci::own_executable(), {}, {}, packing);
    if (from == "busybox") return oci::from_busybox();
    oci::image_builder builder;
    builder.packing = packing;
    return builder.layer(file).build();
}

/// One run of a definition.
class up_run {
public:
    up_run(const dsl::rendered& definition, up_options o)
        : name_(definition.name),
          objects_(json::read(definition.json)["items"]),
          machine_(json::read(definition.machine)),
          options_(std::move(o)) {
        enter_user_namespace();
        if (options_.kubeconfig.empty()) options_.kubeconfig = name_ + ".kubeconfig";
        options_.kubeconfig = std::filesystem::absolute(options_.kubeconfig);
    }

    int run() {
        const ending signals;
        const auto limit = started_ + (options_.for_ ? *options_.for_ : options_.timeout);
        cluster::embedded cluster(cluster_options());
        say("runtime " + cluster.runtime().info().name + ": " + cluster.why_runtime());
        if (!no_namespaces_.empty()) say("without root: " + no_namespaces_);
        else if (rootless_) tell_what_lacks(cluster.runtime().info());
        const auto seen = std::make_shared<progress>(
            cluster.plane().manager(), [this](const std::string& s) { tell_progress(s); },
            [] { ending::wake(); });
        seen->start();
        make_images(cluster);
        create_objects(cluster, *seen);
        const written_file credentials(options_.kubeconfig, kubeconfig(cluster.admin()));

        while (!seen->ready()) {
            const auto why = signals.wait(limit);
            if (why == ending::why::told) return goodbye(cluster, success);
            if (why == ending::why::woken) continue;
            if (options_.for_ && !options_.until_ready) return goodbye(cluster, success);
            const std::string missing = seen->missing();
            std::fprintf(stderr, "not everything was ready in time:\n%s", missing.c_str());
            if (lacks_image(missing)) std::fprintf(stderr, "%s\n", whence_images);
            return goodbye(cluster, timed_out);
        }
        tell(cluster);
        ::malloc_trim(0);  // what the start has needed
        if (options_.until_ready) return goodbye(cluster, success);
        std::optional<std::chrono::steady_clock::time_point> until;
        if (options_.for_) until = started_ + *options_.for_;
        while (signals.wait(until) == ending::why::woken) {
        }
        return goodbye(cluster, success);
    }

private:
    static constexpr char whence_images[] =
        "images are taken from --images and from the definition's .images alone; with --pull from their registries too";
    bool lacks_image(const std::string& s) const {
        return !options_.pull && s.find("ImagePull") != s.npos;
    }
    /// The first image that is not there is told with what can be done.
    void tell_progress(const std::string& s) {
        say(s);
        if (lacks_image(s) && !told_whence_.exchange(true)) say(whence_images);
    }

    /// A file that is there as long as this.
    class written_file {
    public:
        written_file(std::filesystem::path p, const std::string& content) : path_(std::move(p)) {
            cluster::write_secret_file(path_, content);
        }
        written_file(const written_file&) = delete;
        ~written_file() {
            std::error_code ignored;
            std::filesystem::remove(path_, ignored);
        }

    private:
        std::filesystem::path path_;
    };

    /// Others than root have containers in namespaces too, where this machine lets them. It is the
    /// first that a program does: with threads it could not any more.
    void enter_user_namespace() {
        if (!options_.runtime.empty() && !runtime::works_without_root(options_.runtime)) return;
        try {
            rootless_ = runtime::enter_user_namespace();
        } catch (const status_error& e) {
            if (!options_.runtime.empty()) throw;
            no_namespaces_ = e.message();
        }
    }
    /// Of limits their kinds, with one reason; of the rest, all that is known.
    void tell_what_lacks(const runtime::runtime_info& info) const {
        if (!runtime::works_without_root(info.name)) return;
        constexpr std::string_view mark = " limits:";
        std::string limits, reason, rest;
        for (const std::string& each : info.lacks) {
            const auto at = each.find(mark);
            if (at == each.npos) {
                rest += (rest.empty() ? "" : "; ") + each;
                continue;
            }
            limits += (limits.empty() ? "" : ", ") + each.substr(0, at);
            if (reason.empty()) reason = each.substr(at + mark.size());
        }
        if (!limits.empty())
            say("without root limits are not enforced here (" + limits + "):" + reason);
        if (!rest.empty()) say("without root there is not: " + rest);
    }
    /// What ports below this one need of the machine's root (ip-sysctl).
    static long first_free_port() {
        std::ifstream in("/proc/sys/net/ipv4/ip_unprivileged_port_start");
        long made = 1024;
        in >> made;
        return made;
    }

    /// A list of what the machine is to have.
    const json::value& list(const char* name) const {
        static const json::value none = json::value::array();
        return machine_.contains(name) ? machine_[name] : none;
    }
    cluster::options cluster_options() const {
        cluster::options made;
        made.name = name_;
        made.runtime = options_.runtime;
        made.port = options_.port;
        made.rootless = rootless_;
        for (const json::value& p : list("nodePools")) made.pools.push_back(pool_of(p));
        if (options_.pull) {
            registry::http_registry_options far;
            far.credentials = registry::docker_config::standard().finder();
            far.certificates = registry::host_certificates::standard();
            made.elsewhere.emplace(std::make_shared<registry::http_registry>(std::move(far)));
        }
        if (!options_.images.empty())
            made.registry.emplace(std::make_shared<registry::layout_registry>(options_.images));
        return made;
    }
    /// Several names of one source are one image.
    void make_images(cluster::embedded& cluster) const {
        std::map<std::pair<std::string, std::string>, oci::built_image> built;
        for (const json::value& image : list("images")) {
            const auto source =
                std::pair(image["from"].get<std::string>(), image.value("path", ""));
            if (!built.count(source)) built.emplace(source, build(source.first, source.second));
            cluster.add_image(image["name"], built.at(source));
            say("image " + image["name"].get<std::string>() + " is made");
        }
    }
    void create_objects(cluster::embedded& cluster, progress& seen) {
        for (const json::value& object : objects_) {
            const std::string version = object["apiVersion"], kind = object["kind"];
            const std::size_t slash = version.find('/');
            const api::resource* found =
                slash == version.npos
                    ? api::find_kind("", version, kind)
                    : api::find_kind(version.substr(0, slash), version.substr(slash + 1), kind);
            if (!found)
                throw status_error(core::reason::invalid,
                                   version + " " + kind + " is not served by this cluster");
            try {
                const auto made = cluster.client().create(*found, object);
                const json::value& meta = (*made)["metadata"];
                seen.expect(kind, meta.value("namespace", ""), meta.value("name", ""));
            } catch (const status_error& e) {
                // The namespaces that every cluster has may be in a definition too.
                if (kind != "Namespace" || !e.is(core::reason::already_exists)) throw;
            }
        }
        say(std::to_string(objects_.size()) +
            (objects_.size() == 1 ? " object is created" : " objects are created"));
    }
    void tell(cluster::embedded& cluster) const {
        std::size_t pods = cluster.client().list<api::Pod>().items.size(),
                    nodes = cluster.client().list<api::Node>().items.size();
        std::printf("%s is up after %.1f s: %zu pods on %zu node%s\n", name_.c_str(), elapsed(),
                    pods, nodes, nodes == 1 ? "" : "s");
        if (options_.until_ready) return;  // nobody could use what follows
        for (const api::Service& s : cluster.client().list<api::Service>().items)
            for (const api::ServicePort& p : s.spec.ports) {
                const bool closed = rootless_ && p.port.value_or(0) < first_free_port();
                for (const auto& ingress : s.status.loadBalancer->ingress) {
                    if (closed)
                        std::printf(
                            "  service/%s  port %ld of this machine needs root; its node port does not:\n",
                            s.metadata.name.c_str(), p.port.value_or(0));
                    else
                        std::printf("  service/%s  http://%s:%ld\n", s.metadata.name.c_str(),
                                    ingress.ip.c_str(), p.port.value_or(0));
                }
                if (s.spec.type == "NodePort" || (s.spec.type == "LoadBalancer" && closed))
                    std::printf("  service/%s  http://127.0.0.1:%ld\n", s.metadata.name.c_str(),
                                p.nodePort.value_or(0));
            }
        std::printf("  kubectl --kubeconfig %s get all -n %s\n", options_.kubeconfig.c_str(),
                    name_.c_str());
        std::printf("Ctrl-C ends it and removes everything\n");
        std::fflush(stdout);
    }
    int goodbye(cluster::embedded& cluster, int code) {
        say("removing everything");
        cluster.stop();
        return code;
    }
    double elapsed() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    }
    void say(const std::string& what) const {
        if (options_.quiet) return;
        std::printf("%6.2f s  %s\n", elapsed(), what.c_str());
        std::fflush(stdout);
    }

    std::string name_;
    json::value objects_, machine_;
    up_options options_;
    std::shared_ptr<const runtime::rootless_surroundings> rootless_;
    std::string no_namespaces_;  ///< why others than root have none; empty where they do
    std::atomic<bool> told_whence_{false};
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

}  // namespace detail

[[gnu::weak]] int up(const dsl::rendered& cluster, int argc, char** argv) {
    up_options options;
    if (const auto wrong = up_arguments(argc, argv).read(options)) return *wrong;
    ::mallopt(M_ARENA_MAX, 2);  // a heap per thread would cost more memory than it saves time here
    try {
        return detail::up_run(cluster, std::move(options)).run();
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s: %s\n", argv[0], e.what());
        return failure;
    }
}

}  // namespace slipway::cli
