// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

#include <yaml-cpp/yaml.h>

namespace evenhand {

struct FileMistake
{
    int line = 0; // from 1
    QString reason;

    bool operator==(const FileMistake &) const = default;
};

// One entry of a mapping.
struct YamlEntry
{
    QString key;
    YAML::Node value;
    int line = 0;
};

// Reads typed values out of YAML nodes and collects what is wrong with them. What a value is, is never repeated in a
// reason: people paste keys where they do not belong.
class YamlReader
{
public:
    // what: such a file in reasons, as in "a lineup"; mostMebibytes: how large one may be.
    YamlReader(const QString &what, int mostMebibytes);

    // The one document of the text; a null node when it cannot be read.
    YAML::Node parse(const QByteArray &yaml);

    void mistake(int line, const QString &reason);
    QList<FileMistake> mistakes() const; // by line

    // The entries of a mapping. Keys that stand there twice, and keys that are not known, are mistakes. what: as the
    // mapping is called in reasons. An empty list of known keys allows all.
    QList<YamlEntry> entries(const YAML::Node &node, int line, const QString &what, const QStringList &known = {});

    std::optional<QString> text(const YamlEntry &entry);
    std::optional<qint64> integer(const YamlEntry &entry, qint64 least, qint64 most);
    std::optional<double> number(const YamlEntry &entry, double least, double most);
    std::optional<bool> flag(const YamlEntry &entry);
    std::optional<QStringList> texts(const YamlEntry &entry); // a text, or a list of them
    std::optional<QJsonObject> object(const YamlEntry &entry);
    std::optional<QJsonValue> json(const YamlEntry &entry); // whatever it is
    // A scalar as it is written, nothing for null, and anything else as JSON.
    std::optional<QString> anyText(const YamlEntry &entry);

private:
    QJsonValue json(const YAML::Node &node, int line, int &budget);

    QString m_what;
    int m_mostMebibytes;
    QList<FileMistake> m_mistakes;
};

// From 1; the line of the parent for nodes that have none.
int lineOf(const YAML::Node &node, int parent);

} // namespace evenhand
