// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/provider.h>

namespace evenhand {

// The lists of a region's models and of the inference profiles through which most of them are called. Pure.

struct FoundationModel
{
    ModelInfo info;
    bool onDemand = false; // may be called by its own id

    bool operator==(const FoundationModel &) const = default;
};

// GET /foundation-models: those that write text and stream it, by id.
Result<QMap<QString, FoundationModel>> parseFoundationModels(const QByteArray &body);

struct InferenceProfile
{
    QString id; // what it is called by: the ARN, for those of an account's own
    QString name;
    QString model;       // the id of the model behind it
    QStringList regions; // in which the request may be answered

    bool operator==(const InferenceProfile &) const = default;
};

struct ProfilePage
{
    QList<InferenceProfile> profiles;
    QString next; // empty: it was the last one

    bool operator==(const ProfilePage &) const = default;
};

// GET /inference-profiles
Result<ProfilePage> parseProfiles(const QByteArray &body);

// What can be called, sorted by id. Profiles for models that are not in their list are for other things than text; without
// that list they are all taken.
QList<ModelInfo> joinModels(const std::optional<QMap<QString, FoundationModel>> &models,
                            const QList<InferenceProfile> &profiles);

} // namespace evenhand
