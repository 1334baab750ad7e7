// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/aws/awsconfig.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

// "#" and ";" begin a comment at the beginning of a line and after white space; elsewhere they belong to the value.
QString withoutComment(const QString &line)
{
    static const QRegularExpression comment(u"(^|\\s)[#;].*$"_s);
    return line.left(line.indexOf(comment) < 0 ? line.size() : line.indexOf(comment));
}

// "[ profile  "a b" ]" is "profile a b".
QString sectionTitle(const QString &line)
{
    static const QRegularExpression header(u"^\\[([^\\]]*)\\]"_s);
    return header.match(line).captured(1).remove(u'"').remove(u'\'').simplified();
}

// "profile dev" under the kind "profile" is "dev".
QString nameOf(const QString &title, QLatin1StringView kind)
{
    return title.startsWith(kind) && title.mid(kind.size()).startsWith(u' ') ? title.mid(kind.size() + 1) : QString();
}

} // namespace

QMap<QString, AwsSection> parseAwsFile(const QByteArray &text)
{
    QMap<QString, AwsSection> sections;
    QString title;
    bool mayNest = false; // the key above has no value
    for (const QString &raw : QString::fromUtf8(text).split(u'\n')) {
        const QString bare = withoutComment(raw);
        const QString line = bare.trimmed();
        if (line.isEmpty())
            continue;
        const bool indented = bare.front().isSpace();
        if (line.startsWith(u'[')) {
            title = sectionTitle(line);
            if (!title.isEmpty())
                sections[title];
            mayNest = false;
            continue;
        }
        const qsizetype equals = line.indexOf(u'=');
        if (equals <= 0 || title.isEmpty() || (indented && mayNest))
            continue;
        const QString value = line.mid(equals + 1).trimmed();
        sections[title].insert(line.left(equals).trimmed().toLower(), value);
        mayNest = value.isEmpty();
    }
    return sections;
}

AwsConfig mergeAwsFiles(const QByteArray &config, const QByteArray &credentials)
{
    AwsConfig merged;
    const QMap<QString, AwsSection> configSections = parseAwsFile(config);
    for (auto section = configSections.begin(); section != configSections.end(); ++section) {
        if (const QString session = nameOf(section.key(), "sso-session"_L1); !session.isEmpty())
            merged.ssoSessions[session].insert(section.value());
        if (const QString profile = nameOf(section.key(), "profile"_L1); !profile.isEmpty())
            merged.profiles[profile].insert(section.value());
        else if (section.key() == "default"_L1)
            merged.profiles[section.key()].insert(section.value());
    }
    const QMap<QString, AwsSection> credentialSections = parseAwsFile(credentials);
    for (auto section = credentialSections.begin(); section != credentialSections.end(); ++section)
        merged.profiles[section.key()].insert(section.value());
    return merged;
}

AwsConfig loadAwsConfig(const AwsEnvironment &environment)
{
    return mergeAwsFiles(readSmallFile(environment.path(u"AWS_CONFIG_FILE"_s, u".aws/config"_s)).value_or(QByteArray()),
                         readSmallFile(environment.path(u"AWS_SHARED_CREDENTIALS_FILE"_s, u".aws/credentials"_s))
                             .value_or(QByteArray()));
}

} // namespace evenhand
