// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/batch_v1.hpp>
#include <slipway/api/members/batch_v1.hpp>
#include <slipway/dsl/further.hpp>
#include <slipway/dsl/workload.hpp>

namespace slipway::dsl {

struct Job {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};  ///< of it, and of its pods
    dsl::annotations annotations{};
    dsl::labels podLabels{};  ///< of its pods, where they are not `labels`
    dsl::annotations podAnnotations{};
    non_negative completions{};
    non_negative parallelism{};
    non_negative backoffLimit{};
    time_in_seconds activeDeadlineSeconds{};
    time_in_seconds ttlSecondsAfterFinished{};
    core::list<Container> initContainers{};
    core::list<Container> containers{};
    core::list<volume> volumes{};
    dsl::labels nodeSelector{};
    job_restart_policy restartPolicy = "Never";
    core::list<toleration> tolerations{};
    bool hostNetwork = false;
    core::list<reference_to<Secret>> imagePullSecrets{};
    reference_to<PriorityClass> priorityClassName{};
    PodSecurityContext securityContext{};
    reference_to<ServiceAccount> serviceAccountName{};
    time_in_seconds terminationGracePeriodSeconds{};
    further<api::JobSpec> spec{};  ///< whatever else the API has
    further<api::PodSpec> pod{};   ///< and of its pods
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

struct CronJob {
    dsl::name name{};
    short_name namespace_{};
    dsl::labels labels{};  ///< of it, and of its pods
    dsl::annotations annotations{};
    dsl::labels podLabels{};  ///< of its pods, where they are not `labels`
    dsl::annotations podAnnotations{};
    cron_schedule schedule{};
    time_zone timeZone{};  ///< the controller's own where it is left out
    concurrency_policy concurrencyPolicy{};
    bool suspend = false;
    time_in_seconds startingDeadlineSeconds{};
    non_negative successfulJobsHistoryLimit{};
    non_negative failedJobsHistoryLimit{};
    non_negative completions{};
    non_negative parallelism{};
    non_negative backoffLimit{};
    time_in_seconds activeDeadlineSeconds{};
    time_in_seconds ttlSecondsAfterFinished{};
    core::list<Container> initContainers{};
    core::list<Container> containers{};
    core::list<volume> volumes{};
    dsl::labels nodeSelector{};
    job_restart_policy restartPolicy = "Never";
    core::list<toleration> tolerations{};
    bool hostNetwork = false;
    core::list<reference_to<Secret>> imagePullSecrets{};
    reference_to<PriorityClass> priorityClassName{};
    PodSecurityContext securityContext{};
    reference_to<ServiceAccount> serviceAccountName{};
    time_in_seconds terminationGracePeriodSeconds{};
    further<api::CronJobSpec> spec{};  ///< whatever else the API has
    further<api::JobSpec> job{};       ///< and of its Jobs
    further<api::PodSpec> pod{};       ///< and of its pods
    int line = __builtin_LINE();
    const char* file = __builtin_FILE();
};

namespace detail {

constexpr void set(core::optional<long>& to, long given) {
    if (given >= 0) to = given;
}

template <class Short>
constexpr void lower_job(const Short& from, api::JobSpec& made) {
    set(made.completions, from.completions);
    set(made.parallelism, from.parallelism);
    set(made.backoffLimit, from.backoffLimit);
    set(made.activeDeadlineSeconds, from.activeDeadlineSeconds);
    set(made.ttlSecondsAfterFinished, from.ttlSecondsAfterFinished);
    lower_template(from, made.template_);
}

}  // namespace detail

template <std::same_as<Job> Short>
constexpr api::Job lower(const Short& from) {
    api::Job made;
    detail::begin(from, made, "batch/v1", "Job");
    if (from.spec.has_value()) made.spec = *from.spec;
    detail::lower_job(from, made.spec);
    return made;
}
constexpr bool all_checked(const Job& j) { return detail::pods_checked(j); }

template <std::same_as<CronJob> Short>
constexpr api::CronJob lower(const Short& from) {
    api::CronJob made;
    detail::begin(from, made, "batch/v1", "CronJob");
    api::CronJobSpec& spec = made.spec;
    if (from.spec.has_value()) spec = *from.spec;
    if (!from.schedule.empty()) spec.schedule = from.schedule;
    if (!from.timeZone.empty()) spec.timeZone = from.timeZone;
    if (!from.concurrencyPolicy.empty()) spec.concurrencyPolicy = from.concurrencyPolicy;
    if (from.suspend) spec.suspend = true;
    detail::set(spec.startingDeadlineSeconds, from.startingDeadlineSeconds);
    detail::set(spec.successfulJobsHistoryLimit, from.successfulJobsHistoryLimit);
    detail::set(spec.failedJobsHistoryLimit, from.failedJobsHistoryLimit);
    api::JobTemplateSpec& jobs = spec.jobTemplate.emplace();
    if (from.job.has_value()) jobs.spec = *from.job;
    detail::lower_job(from, jobs.spec);
    return made;
}
constexpr bool all_checked(const CronJob& c) {
    return !c.job.has_value() && detail::pods_checked(c);
}

}  // namespace slipway::dsl
