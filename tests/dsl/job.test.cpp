// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/job.hpp>

#include <catch2/catch.hpp>

namespace job_test {

using namespace slipway;
using namespace slipway::dsl;

namespace {

constexpr CronJob nightly() {
    return {.name = "backup",
            .labels = {{"app", "backup"}},
            .schedule = "0 3 * * MON-FRI",
            .timeZone = "Europe/Berlin",
            .concurrencyPolicy = "Forbid",
            .suspend = true,
            .startingDeadlineSeconds = 60,
            .successfulJobsHistoryLimit = 0,
            .failedJobsHistoryLimit = 2,
            .backoffLimit = 1,
            .containers = {{.name = "backup", .image = "backup:1"}}};
}

constexpr bool lowered_by_the_compiler() {
    const api::Job job =
        lower(Job{.name = "once", .completions = 2, .containers = {{.name = "c", .image = "a"}}});
    const api::CronJob cron = lower(nightly());
    return job.spec.completions == 2L && job.spec.template_.spec.restartPolicy == "Never" &&
           cron.spec.schedule == "0 3 * * MON-FRI";
}
static_assert(lowered_by_the_compiler());

}  // namespace

TEST_CASE("a Job says how often and how long its pods run") {
    const api::Job made = lower(Job{.name = "once",
                                    .labels = {{"app", "once"}},
                                    .completions = 5,
                                    .parallelism = 0,
                                    .backoffLimit = 3,
                                    .activeDeadlineSeconds = 600,
                                    .ttlSecondsAfterFinished = 0,
                                    .containers = {{.name = "c", .image = "a"}},
                                    .restartPolicy = "OnFailure"});
    CHECK(made.apiVersion == "batch/v1");
    CHECK(made.kind == "Job");
    CHECK(made.spec.completions == 5L);
    CHECK(made.spec.parallelism == 0L);
    CHECK(made.spec.backoffLimit == 3L);
    CHECK(made.spec.activeDeadlineSeconds == 600L);
    CHECK(made.spec.ttlSecondsAfterFinished == 0L);
    CHECK(made.spec.template_.spec.restartPolicy == "OnFailure");
    CHECK(made.spec.template_.metadata.labels == core::map<text>{{"app", "once"}});
    CHECK_FALSE(made.spec.selector.has_value());
}

TEST_CASE("a Job's pods are not started again where nothing else is said") {
    const api::Job made = lower(Job{.name = "once"});
    CHECK(made.spec.template_.spec.restartPolicy == "Never");
    CHECK_FALSE(made.spec.completions.has_value());
    CHECK_FALSE(made.spec.backoffLimit.has_value());
    CHECK_FALSE(made.spec.ttlSecondsAfterFinished.has_value());
}

TEST_CASE("a CronJob makes Jobs by a schedule") {
    const api::CronJob made = lower(nightly());
    CHECK(made.apiVersion == "batch/v1");
    CHECK(made.kind == "CronJob");
    CHECK(made.spec.schedule == "0 3 * * MON-FRI");
    CHECK(made.spec.timeZone == "Europe/Berlin");
    CHECK(made.spec.concurrencyPolicy == "Forbid");
    CHECK(made.spec.suspend);
    CHECK(made.spec.startingDeadlineSeconds == 60L);
    CHECK(made.spec.successfulJobsHistoryLimit == 0L);
    CHECK(made.spec.failedJobsHistoryLimit == 2L);
    CHECK(made.spec.jobTemplate->spec.backoffLimit == 1L);
    CHECK(made.spec.jobTemplate->spec.template_.spec.containers[0].name == "backup");
    CHECK_FALSE(lower(CronJob{.name = "c", .schedule = "@daily"}).spec.suspend.has_value());
}

TEST_CASE("Jobs take whatever else the API has") {
    const Job j{.name = "j",
                .spec = api::JobSpec{.completionMode = "Indexed"},
                .pod = api::PodSpec{.hostname = "h"}};
    CHECK(lower(j).spec.completionMode == "Indexed");
    CHECK(lower(j).spec.template_.spec.hostname == "h");
    CHECK_FALSE(all_checked(j));
    const CronJob c{
        .name = "c", .schedule = "@daily", .job = api::JobSpec{.completionMode = "Indexed"}};
    CHECK(lower(c).spec.jobTemplate->spec.completionMode == "Indexed");
    CHECK_FALSE(all_checked(c));
    CHECK(all_checked(nightly()));
}

}  // namespace job_test
