// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/build/pods.hpp>
#include <slipway/dsl/job.hpp>

namespace slipway::dsl::build {

/// What Jobs say, and CronJobs of theirs.
template <template <unsigned> class Self, class Kind, unsigned Missing>
class jobs_words : public template_words<Self, Kind, Missing> {
public:
    constexpr Self<Missing> completions(non_negative n) && {
        return this->edit().completions = n, this->said();
    }
    constexpr Self<Missing> parallelism(non_negative n) && {
        return this->edit().parallelism = n, this->said();
    }
    constexpr Self<Missing> backoffLimit(non_negative n) && {
        return this->edit().backoffLimit = n, this->said();
    }
    constexpr Self<Missing> activeDeadlineSeconds(time_in_seconds n) && {
        return this->edit().activeDeadlineSeconds = n, this->said();
    }
    constexpr Self<Missing> ttlSecondsAfterFinished(time_in_seconds n) && {
        return this->edit().ttlSecondsAfterFinished = n, this->said();
    }
    constexpr Self<Missing> restartPolicy(const job_restart_policy& p) && {
        return this->edit().restartPolicy = p, this->said();
    }
};

template <unsigned Missing>
class [[nodiscard]] job_builder : public jobs_words<job_builder, Job, Missing>,
                                  public builder<job_builder, Job, Missing> {
public:
    using builder<job_builder, Job, Missing>::builder;

    /// Whatever else the API has; the containers may be in there.
    constexpr job_builder<needs::nothing> spec(const api::JobSpec& s) && {
        return this->edit().spec = s, job_builder<needs::nothing>(this->taken());
    }
};
constexpr job_builder<needs::containers> job(const name& called, int line = __builtin_LINE(),
                                             const char* file = __builtin_FILE()) {
    return begin_at<job_builder<needs::containers>>(called, line, file);
}
constexpr job_builder<needs::nothing> job(const Job& begun) {
    return job_builder<needs::nothing>(begun);
}

/// `build::cron_job("report").schedule("0 3 * * MON-FRI").runs(...)`
template <unsigned Missing>
class [[nodiscard]] cron_job_builder : public jobs_words<cron_job_builder, CronJob, Missing>,
                                       public builder<cron_job_builder, CronJob, Missing> {
    using scheduled = cron_job_builder<Missing & ~needs::a_schedule>;
    using running = cron_job_builder<Missing & ~needs::containers>;

public:
    using builder<cron_job_builder, CronJob, Missing>::builder;

    constexpr scheduled schedule(const cron_schedule& s) && {
        return this->edit().schedule = s, scheduled(this->taken());
    }
    constexpr cron_job_builder timeZone(const time_zone& z) && {
        return this->edit().timeZone = z, this->said();
    }
    constexpr cron_job_builder concurrencyPolicy(const concurrency_policy& p) && {
        return this->edit().concurrencyPolicy = p, this->said();
    }
    constexpr cron_job_builder suspend(bool on = true) && {
        return this->edit().suspend = on, this->said();
    }
    constexpr cron_job_builder startingDeadlineSeconds(time_in_seconds n) && {
        return this->edit().startingDeadlineSeconds = n, this->said();
    }
    constexpr cron_job_builder successfulJobsHistoryLimit(non_negative n) && {
        return this->edit().successfulJobsHistoryLimit = n, this->said();
    }
    constexpr cron_job_builder failedJobsHistoryLimit(non_negative n) && {
        return this->edit().failedJobsHistoryLimit = n, this->said();
    }
    /// Whatever else the API has; schedule and containers may be in there.
    constexpr cron_job_builder<needs::nothing> spec(const api::CronJobSpec& s) && {
        return this->edit().spec = s, cron_job_builder<needs::nothing>(this->taken());
    }
    /// And of its Jobs; the containers may be in there.
    constexpr running job(const api::JobSpec& s) && {
        return this->edit().job = s, running(this->taken());
    }
};
constexpr cron_job_builder<needs::containers + needs::a_schedule> cron_job(
    const name& called, int line = __builtin_LINE(), const char* file = __builtin_FILE()) {
    return begin_at<cron_job_builder<needs::containers + needs::a_schedule>>(called, line, file);
}
constexpr cron_job_builder<needs::nothing> cron_job(const CronJob& begun) {
    return cron_job_builder<needs::nothing>(begun);
}

}  // namespace slipway::dsl::build
