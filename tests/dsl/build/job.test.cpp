// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/dsl/build/job.hpp>

#include <catch2/catch.hpp>

#include <dsl/build/yaml_of.hpp>

namespace build_job_test {

using namespace slipway::dsl;
using support::yaml_of;

TEST_CASE("sentences and values make the same Job") {
    CHECK(yaml_of(build::job("a")
                      .label("app", "a")
                      .completions(4)
                      .parallelism(2)
                      .backoffLimit(1)
                      .activeDeadlineSeconds(60)
                      .ttlSecondsAfterFinished(0)
                      .restartPolicy("OnFailure")
                      .podAnnotation("b", "2")
                      .runs(build::container("work").image("work:1"))) ==
          yaml_of(Job{
              .name = "a",
              .labels = {{"app", "a"}},
              .podAnnotations = {{"b", "2"}},
              .completions = 4,
              .parallelism = 2,
              .backoffLimit = 1,
              .activeDeadlineSeconds = 60,
              .ttlSecondsAfterFinished = 0,
              .containers = {{.name = "work", .image = "work:1"}},
              .restartPolicy = "OnFailure",
          }));
    slipway::api::JobSpec api;
    api.suspend = true;
    CHECK(yaml_of(build::job("a").spec(api)) == yaml_of(Job{.name = "a", .spec = api}));
}

TEST_CASE("sentences and values make the same CronJob") {
    CHECK(yaml_of(build::cron_job("a")
                      .runs(build::container("work").image("work:1"))
                      .schedule("0 3 * * MON-FRI")
                      .timeZone("Europe/Berlin")
                      .concurrencyPolicy("Forbid")
                      .suspend()
                      .startingDeadlineSeconds(10)
                      .successfulJobsHistoryLimit(1)
                      .failedJobsHistoryLimit(2)
                      .backoffLimit(3)
                      .hostNetwork()) == yaml_of(CronJob{
                                             .name = "a",
                                             .schedule = "0 3 * * MON-FRI",
                                             .timeZone = "Europe/Berlin",
                                             .concurrencyPolicy = "Forbid",
                                             .suspend = true,
                                             .startingDeadlineSeconds = 10,
                                             .successfulJobsHistoryLimit = 1,
                                             .failedJobsHistoryLimit = 2,
                                             .backoffLimit = 3,
                                             .containers = {{.name = "work", .image = "work:1"}},
                                             .hostNetwork = true,
                                         }));
}

TEST_CASE("the API's own structs may hold what a CronJob needs") {
    slipway::api::CronJobSpec api;
    api.schedule = "@daily";
    slipway::api::JobSpec jobs;
    jobs.suspend = true;
    slipway::api::PodSpec pod;
    pod.containers.append().name = "work";
    CHECK(yaml_of(build::cron_job("a").spec(api)) == yaml_of(CronJob{.name = "a", .spec = api}));
    CHECK(yaml_of(build::cron_job("a").schedule("@daily").job(jobs)) ==
          yaml_of(CronJob{.name = "a", .schedule = "@daily", .job = jobs}));
    CHECK(yaml_of(build::cron_job("a").pod(pod).schedule("@daily")) ==
          yaml_of(CronJob{.name = "a", .schedule = "@daily", .pod = pod}));
    CHECK(CronJob(build::cron_job(CronJob{.name = "a", .schedule = "@daily"}).schedule("@hourly"))
              .schedule == "@hourly");
    CHECK(Job(build::job(Job{.name = "a"}).completions(2)).completions == 2);
}

}  // namespace build_job_test
