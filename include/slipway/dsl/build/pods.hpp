// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: a tenth of a second for those who write no sentences.

#include <slipway/dsl/build/container.hpp>
#include <slipway/dsl/workload.hpp>

namespace slipway::dsl::build {

/// What all kinds that run pods say of them.
template <template <unsigned> class Self, class Kind, unsigned Missing>
class pods_words : public namespaced_words<Self, Kind, Missing> {
protected:
    using running = Self<Missing & ~needs::containers>;

public:
    /// One container more.
    constexpr running runs(Container c) && {
        return this->edit().containers.push_back(static_cast<Container&&>(c)),
               running(this->taken());
    }
    /// The same without a step between: what containers take to move counts in constant evaluation.
    constexpr running runs(container_builder<needs::nothing>&& c) && {
        return this->edit().containers.push_back(
                   static_cast<container_builder<needs::nothing>&&>(c).given()),
               running(this->taken());
    }
    constexpr running runs(const core::list<Container>& more) && {
        return detail::add_all(this->edit().containers, more), running(this->taken());
    }
    /// One init container more: they run before the others, one after the other.
    constexpr Self<Missing> runs_first(Container c) && {
        return this->edit().initContainers.push_back(static_cast<Container&&>(c)), this->said();
    }
    constexpr Self<Missing> runs_first(container_builder<needs::nothing>&& c) && {
        return this->edit().initContainers.push_back(
                   static_cast<container_builder<needs::nothing>&&>(c).given()),
               this->said();
    }
    constexpr Self<Missing> runs_first(const core::list<Container>& more) && {
        return detail::add_all(this->edit().initContainers, more), this->said();
    }

    /// Of a ConfigMap, Secret or PersistentVolumeClaim, an `emptyDir` or a `hostPath`.
    template <class Source>
    constexpr Self<Missing> volume(const short_name& name, const Source& source) && {
        if constexpr (a_builder<Source>)
            this->edit().volumes.push_back(dsl::volume(name, source.made()));
        else this->edit().volumes.push_back(dsl::volume(name, source));
        return this->said();
    }
    constexpr Self<Missing> volumes(const core::list<dsl::volume>& more) && {
        return detail::add_all(this->edit().volumes, more), this->said();
    }
    constexpr Self<Missing> nodeSelector(const label_key& key, const label_value& value) && {
        return this->edit().nodeSelector.push_back({key, value}), this->said();
    }
    constexpr Self<Missing> nodeSelector(const dsl::labels& more) && {
        return detail::add_all(this->edit().nodeSelector, more), this->said();
    }
    constexpr Self<Missing> toleration(const dsl::toleration& t) && {
        return this->edit().tolerations.push_back(t), this->said();
    }
    constexpr Self<Missing> tolerations(const core::list<dsl::toleration>& more) && {
        return detail::add_all(this->edit().tolerations, more), this->said();
    }
    constexpr Self<Missing> hostNetwork(bool on = true) && {
        return this->edit().hostNetwork = on, this->said();
    }
    constexpr Self<Missing> imagePullSecret(const reference_to<Secret>& secret) && {
        return this->edit().imagePullSecrets.push_back(secret), this->said();
    }
    constexpr Self<Missing> priorityClassName(const reference_to<PriorityClass>& c) && {
        return this->edit().priorityClassName = c, this->said();
    }
    constexpr Self<Missing> securityContext(const PodSecurityContext& c) && {
        return this->edit().securityContext = c, this->said();
    }
    constexpr Self<Missing> serviceAccountName(const reference_to<ServiceAccount>& a) && {
        return this->edit().serviceAccountName = a, this->said();
    }
    constexpr Self<Missing> terminationGracePeriodSeconds(time_in_seconds n) && {
        return this->edit().terminationGracePeriodSeconds = n, this->said();
    }
};

/// What all kinds say that make pods from a template.
template <template <unsigned> class Self, class Kind, unsigned Missing>
class template_words : public pods_words<Self, Kind, Missing> {
public:
    using running = typename pods_words<Self, Kind, Missing>::running;

    constexpr Self<Missing> podLabel(const label_key& key, const label_value& value) && {
        return this->edit().podLabels.push_back({key, value}), this->said();
    }
    constexpr Self<Missing> podLabels(const dsl::labels& more) && {
        return detail::add_all(this->edit().podLabels, more), this->said();
    }
    constexpr Self<Missing> podAnnotation(const label_key& key, const text& value) && {
        return this->edit().podAnnotations.push_back({key, value}), this->said();
    }
    constexpr Self<Missing> podAnnotations(const dsl::annotations& more) && {
        return detail::add_all(this->edit().podAnnotations, more), this->said();
    }
    /// Whatever else the API has for the pods; their containers may be in there.
    constexpr running pod(const api::PodSpec& s) && {
        return this->edit().pod = s, running(this->taken());
    }
};

/// And those that select their pods by labels.
template <template <unsigned> class Self, class Kind, unsigned Missing>
class selecting_words : public template_words<Self, Kind, Missing> {
public:
    constexpr Self<Missing> selector(const label_key& key, const label_value& value) && {
        return this->edit().selector.push_back({key, value}), this->said();
    }
    constexpr Self<Missing> selector(const dsl::labels& more) && {
        return detail::add_all(this->edit().selector, more), this->said();
    }
};

}  // namespace slipway::dsl::build
