// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/api/detail/descriptions/description.hpp>

namespace slipway::api::detail {

/// Which requests to the API come first.
inline constexpr description about_flow[] = {
    {"ExemptPriorityLevelConfiguration", "lendablePercent",
     "Share of its seats that others may borrow. Default: 0."},
    {"ExemptPriorityLevelConfiguration", "nominalConcurrencyShares",
     "Its share of the server's seats, beside that of the others. Default: 0."},
    {"FlowDistinguisherMethod", "type", "ByUser or ByNamespace."},
    {"FlowSchema", "",
     "Sorts requests to the API into flows, and says which priority level they have."},
    {"FlowSchemaSpec", "distinguisherMethod",
     "What makes a flow of its own: the user or the namespace. Default: all are one flow."},
    {"FlowSchemaSpec", "matchingPrecedence",
     "Which schema is taken where several fit: the lowest number, 1 to 10000. Default: 1000."},
    {"FlowSchemaSpec", "priorityLevelConfiguration", "Priority level of such requests."},
    {"FlowSchemaSpec", "rules", "Which requests; one rule that fits is enough."},
    {"FlowSchemaStatus", "conditions", "Dangling, where the priority level does not exist."},
    {"GroupSubject", "name", "Name of the group; * for all."},
    {"LimitResponse", "queuing", "The queues; with the type Queue only."},
    {"LimitResponse", "type", "Queue to let requests wait, Reject to refuse them."},
    {"LimitedPriorityLevelConfiguration", "borrowingLimitPercent",
     "How much it may borrow, as a share of its own seats. Default: no bound."},
    {"LimitedPriorityLevelConfiguration", "lendablePercent",
     "Share of its seats that others may borrow. Default: 0."},
    {"LimitedPriorityLevelConfiguration", "limitResponse",
     "What becomes of requests for which no seat is free."},
    {"LimitedPriorityLevelConfiguration", "nominalConcurrencyShares",
     "Its share of the server's seats, beside that of the others. Default: 30."},
    {"NonResourcePolicyRule", "nonResourceURLs", "Paths; * for all."},
    {"NonResourcePolicyRule", "verbs", "Verbs; * for all."},
    {"PolicyRulesWithSubjects", "nonResourceRules", "Requests for paths that are no objects."},
    {"PolicyRulesWithSubjects", "resourceRules", "Requests for objects."},
    {"PolicyRulesWithSubjects", "subjects", "Who makes the requests."},
    {"PriorityLevelConfiguration", "",
     "How many requests of a sort the API server works on at a time, and which others wait."},
    {"PriorityLevelConfigurationReference", "name", "Name of the priority level."},
    {"PriorityLevelConfigurationSpec", "exempt", "Settings of the type Exempt."},
    {"PriorityLevelConfigurationSpec", "limited", "Settings of the type Limited."},
    {"PriorityLevelConfigurationSpec", "type", "Limited, or Exempt for requests that never wait."},
    {"PriorityLevelConfigurationStatus", "conditions", "State of the level."},
    {"QueuingConfiguration", "handSize", "Among how many queues each flow is dealt. Default: 8."},
    {"QueuingConfiguration", "queueLengthLimit",
     "How many requests wait in a queue at most. Default: 50."},
    {"QueuingConfiguration", "queues", "How many queues there are. Default: 64."},
    {"ResourcePolicyRule", "apiGroups", "API groups; * for all."},
    {"ResourcePolicyRule", "clusterScope",
     "Whether requests without a namespace are meant. Default: false."},
    {"ResourcePolicyRule", "namespaces", "Namespaces; * for all."},
    {"ResourcePolicyRule", "resources", "Plurals; * for all."},
    {"ResourcePolicyRule", "verbs", "Verbs; * for all."},
    {"ServiceAccountSubject", "name", "Name of the account; * for all."},
    {"ServiceAccountSubject", "namespace", "Namespace of the account."},
    {"Subject", "group", "The group; with the kind Group."},
    {"Subject", "serviceAccount", "The account; with the kind ServiceAccount."},
    {"Subject", "user", "The user; with the kind User."},
    {"UserSubject", "name", "Name of the user; * for all."},
};

}  // namespace slipway::api::detail
