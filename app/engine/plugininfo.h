// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/error.h>

#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace evenhand {

// One settings field, as the plugin's metadata describes it. The app draws the form from these.
struct PluginField
{
    enum class Type { Text, Url, Secret, Choice, Flag, Integer, Folder, File };
    // Another setting, and the values with which this one has a meaning: of a text, what it begins with. Empty: any value.
    using Conditions = QMap<QString, QStringList>;

    QString key;
    QString label;
    QString help;
    QString placeholder;
    Type type = Type::Text;
    bool required = false;
    QJsonValue defaultValue; // undefined: there is none
    QStringList choices;     // of Type::Choice
    QString environment;     // of Type::Secret: the variable people usually keep it in
    Conditions when;         // all of them must hold; a field without any always has a meaning
    bool more = false;       // seldom needed: the form shows it when it is asked for

    bool operator==(const PluginField &) const = default;
};

// A ready-made set of values for the form.
struct PluginPreset
{
    QString name;
    QJsonObject settings;
    QString operatorName;
    QString jurisdiction;
    QString region;
    QString environment; // usual variable of the key
    bool local = false;  // a server on this machine: may be looked for when the program is new here

    bool operator==(const PluginPreset &) const = default;
};

// Channels that fit it are billed by the list prices of one kind.
struct PluginPriceRule
{
    QString kind;                 // of the channel in the price book
    QString host;                 // of the channel's address; one * stands for any characters; empty: any, or none
    QJsonObject settings;         // that the channel must have
    QString region;               // the settings field with the region, or "*": what the * of the host stands for
    QString tier;                 // the settings field with the service tier
    QMap<QString, QString> tiers; // what the provider calls a tier, in lower case → what the price book does

    bool operator==(const PluginPriceRule &) const = default;
};

struct PluginInfo
{
    enum class Kind { Provider, Evaluator };
    enum class State {
        Available, // judged by its metadata; no code of it has run
        Loaded,
        Refused, // see reason
    };

    QString path;
    QString id;
    QString name;
    QString version;
    QString vendor;
    QString description;
    Kind kind = Kind::Provider;
    State state = State::Available;
    QString reason; // why it was refused: one sentence for a person
    QList<PluginField> fields;
    QList<PluginPreset> presets;
    QList<PluginPriceRule> prices; // the first that fits counts

    const PluginField *field(const QString &key) const; // or null
    const PluginField *secretField() const;             // the first one, or null
    bool operator==(const PluginInfo &) const = default;
};

// Judges what QPluginLoader::metaData() says: Available, or Refused with a reason and as much of the rest as could be
// read. The path is left to the caller.
PluginInfo judgeMetaData(const QJsonObject &metaData);

// Whether the field has a meaning beside these settings; what they leave out counts with its default.
bool applies(const PluginInfo &plugin, const PluginField &field, const QJsonObject &settings);

// The settings as a plugin gets them: defaults filled in. Fails with InvalidInput and a sentence when a field is not
// known, is required, applies and has no value, has a value of another type, or is a secret, which never stands in settings.
Result<QJsonObject> completeSettings(const PluginInfo &plugin, const QJsonObject &settings);

} // namespace evenhand
