// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/detail/import_pods.hpp>

namespace slipway::cli::detail {

/// The kinds that run pods. Each gives whether its short form can say the object; what is left is
/// in its `spec` and `pod`.
class workload_writer {
public:
    static bool pod(short_form& f) {
        if (!f.take_metadata(dsl::detail::is_name)) return false;
        pod_writer(f, f.spec(), f.type_of({"spec"}), dsl::detail::is_restart_policy).take();
        return f.finish();
    }
    static bool deployment(short_form& f) {
        workload_writer w(f, f.spec());
        if (!w.begin() || !w.take_selector() || !w.take_replicas()) return false;
        w.take_strategy();
        return w.finish(nullptr);
    }
    static bool stateful_set(short_form& f) {
        workload_writer w(f, f.spec());
        if (!w.begin() || !w.take_selector() || !w.take_replicas()) return false;
        json::value& spec = f.spec();
        if (short_form::is_text(spec, "serviceName", core::is_dns1035_label)) {
            f.made.member("serviceName", f.scope.reference_or_name(
                                             "Service", text_of(spec, "serviceName"), f.space()));
            spec.erase("serviceName");
        }
        short_form::take_text(f.made, spec, "podManagementPolicy",
                              dsl::detail::is_one_of<dsl::detail::pod_managements>);
        w.take_update();
        return w.finish(nullptr);
    }
    static bool daemon_set(short_form& f) {
        workload_writer w(f, f.spec());
        if (!w.begin() || !w.take_selector()) return false;
        w.take_update();
        return w.finish(nullptr);
    }
    static bool job(short_form& f) {
        workload_writer w(f, f.spec());
        if (!w.begin() || !w.restarts_as_jobs()) return false;
        w.take_job_numbers();
        return w.finish(dsl::detail::is_one_of<dsl::detail::job_restart_policies>);
    }
    static bool cron_job(short_form& f) {
        json::value& spec = f.spec();
        json::value* const jobs = short_form::below(spec, "jobTemplate");
        if (!jobs || !jobs->contains("spec") || jobs->size() != 1) return false;
        json::value inner = (*jobs)["spec"];
        spec.erase("jobTemplate");
        workload_writer w(f, inner);
        if (!w.begin() || !w.restarts_as_jobs()) return false;
        short_form::take_text(f.made, spec, "schedule", dsl::detail::is_schedule);
        short_form::take_text(f.made, spec, "timeZone", dsl::detail::is_time_zone);
        short_form::take_text(f.made, spec, "concurrencyPolicy",
                              dsl::detail::is_one_of<dsl::detail::concurrencies>);
        short_form::take_flag(f.made, spec, "suspend");
        for (const char* n :
             {"startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit"})
            short_form::take_number(f.made, spec, n, 0);
        w.take_job_numbers();
        return w.finish(dsl::detail::is_one_of<dsl::detail::job_restart_policies>, true);
    }

private:
    /// `spec` is the one that holds the template of the pods.
    workload_writer(short_form& f, json::value& spec) : f_(f), spec_(spec) {}

    /// The labels of a short form are those of its pods, too, where nothing else is said of these:
    /// it cannot say that they have none.
    bool begin() {
        json::value* const made = short_form::below(spec_, "template");
        if (!made) return false;
        json::value& pods = (*made)["metadata"];
        const json::value none = json::value::object();
        labels_ = pods.is_object() && pods.contains("labels") ? pods["labels"] : none;
        const json::value own =
            f_.rest["metadata"].contains("labels") ? f_.rest["metadata"]["labels"] : none;
        const bool differ = !json::same(labels_, own);
        if ((differ && labels_.empty()) || !f_.take_metadata(dsl::detail::is_name)) return false;
        if (pods.is_object()) {
            if (differ && !short_form::take_labels(f_.made, pods, "labels", "podLabels"))
                return false;
            pods.erase("labels");
            if (!short_form::take_map(f_.made, pods, "annotations", core::is_label_key,
                                      short_form::any_text, "podAnnotations"))
                return false;
        }
        if (pods.empty()) made->erase("metadata");
        return true;
    }
    bool take_selector() {
        json::value* const selector = short_form::below(spec_, "selector");
        json::value* const wanted =
            selector ? short_form::below(*selector, "matchLabels") : nullptr;
        if (!wanted) return false;
        if (json::same(*wanted, labels_)) selector->erase("matchLabels");
        else if (!short_form::take_labels(f_.made, *selector, "matchLabels", "selector"))
            return false;
        short_form::drop_empty(spec_, "selector");
        return true;
    }
    bool take_replicas() {
        if (!spec_.contains("replicas")) return true;
        if (!short_form::is_between(spec_, "replicas", 0, 1'000'000)) return false;
        short_form::take_number(f_.made, spec_, "replicas", 0);
        return true;
    }
    void take_strategy() {
        json::value* const strategy = short_form::below(spec_, "strategy");
        if (!strategy || !container_writer::only(*strategy, {"type", "rollingUpdate"})) return;
        const json::value none = json::value::object();
        json::value rolling =
            strategy->contains("rollingUpdate") ? (*strategy)["rollingUpdate"] : none;
        const std::string type = text_of(*strategy, "type");
        if (type.empty() || (strategy->contains("rollingUpdate") && rolling.empty()) ||
            !dsl::detail::is_one_of<dsl::detail::deployment_updates>(type))
            return;
        code made = braces();
        if (rolling.empty() || type != "RollingUpdate") made.member("type", literal(type));
        for (const char* bound : {"maxSurge", "maxUnavailable"})
            short_form::take_either(made, rolling, bound);
        f_.made.member("strategy", std::move(made));
        spec_.erase("strategy");
    }
    void take_update() {
        json::value* const update = short_form::below(spec_, "updateStrategy");
        if (!update ||
            !short_form::is_text(*update, "type", dsl::detail::is_one_of<dsl::detail::set_updates>))
            return;
        f_.made.member("updateStrategy", literal(text_of(*update, "type")));
        update->erase("type");
        short_form::drop_empty(spec_, "updateStrategy");
    }
    bool restarts_as_jobs() {
        json::value* const pod = short_form::below(spec_["template"], "spec");
        return pod &&
               short_form::is_text(*pod, "restartPolicy",
                                   dsl::detail::is_one_of<dsl::detail::job_restart_policies>);
    }
    void take_job_numbers() {
        for (const char* n : {"completions", "parallelism", "backoffLimit", "activeDeadlineSeconds",
                              "ttlSecondsAfterFinished"})
            short_form::take_number(f_.made, spec_, n, 0);
    }

    std::optional<code> claim(const json::value& c) const;

    /// The pods, and what is left.
    bool finish(bool (*restarts)(std::string_view), bool of_cron_job = false) {
        json::value& made = spec_["template"];
        const core::type_info& spec_type =
            of_cron_job ? *f_.type_of({"spec", "jobTemplate"}).find("spec")->type
                        : f_.type_of({"spec"});
        const core::type_info& pod_type = *spec_type.find("template")->type->find("spec")->type;
        json::value pod = made.contains("spec") ? made["spec"] : json::value::object();
        made.erase("spec");
        if (made.empty()) spec_.erase("template");
        pod_writer(f_, pod, pod_type, restarts).take();
        if (f_.kind() == "StatefulSet")
            container_writer::take_list(f_.made, spec_, "volumeClaimTemplates",
                                        [this](const json::value& c) { return claim(c); });
        const bool all = f_.finish();
        if (of_cron_job) f_.keep_rest("job", spec_type, spec_);
        f_.keep_rest("pod", pod_type, pod);
        return all;
    }

    short_form& f_;
    json::value& spec_;
    json::value labels_{};
};

/// What of a claim its short form says, beside its metadata. False where a claim has no access
/// mode, since a short form has one.
inline bool take_claim(code& to, json::value& spec) {
    if (!spec.is_object() || !spec.contains("accessModes")) return false;
    short_form::take_texts(to, spec, "accessModes",
                           dsl::detail::is_one_of<dsl::detail::access_modes>);
    if (spec.contains("accessModes")) return false;
    if (json::value* const resources = short_form::below(spec, "resources");
        resources && resources->contains("requests")) {
        json::value& requests = (*resources)["requests"];
        if (short_form::is_text(requests, "storage", dsl::detail::is_memory)) {
            to.member("size", literal(text_of(requests, "storage")));
            requests.erase("storage");
            short_form::drop_empty(*resources, "requests");
            short_form::drop_empty(spec, "resources");
        }
    }
    short_form::take_text(to, spec, "storageClassName", dsl::detail::is_class_name);
    return true;
}

inline std::optional<code> workload_writer::claim(const json::value& c) const {
    json::value left = c;
    code made = braces();
    if (!left.contains("metadata") || !left.contains("spec")) return {};
    json::value& meta = left["metadata"];
    short_form::take_text(made, meta, "name", dsl::detail::is_name);
    if (!short_form::take_labels(made, meta, "labels") ||
        !short_form::take_map(made, meta, "annotations", core::is_label_key, short_form::any_text))
        return {};
    if (!meta.empty() || left.size() != 2 || !take_claim(made, left["spec"])) return {};
    const core::type_info& type = *f_.type_of({"spec", "volumeClaimTemplates"}).find("spec")->type;
    if (!left["spec"].empty())
        made.member("spec",
                    struct_writer::of(type, left["spec"], "api::" + std::string(type.name)));
    return made;
}

}  // namespace slipway::cli::detail
