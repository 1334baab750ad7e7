// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/linkjudgement.h"

#include "app/text/visibletext.h"

#include <QRegularExpression>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr auto acePrefix = "xn--"_L1;

// Names of files that a text without a scheme may end with.
constexpr QLatin1StringView fileEndings[]{
    "c"_L1,   "cc"_L1,   "conf"_L1, "cpp"_L1, "cs"_L1,   "css"_L1,  "csv"_L1,  "go"_L1,  "h"_L1,
    "hpp"_L1, "html"_L1, "java"_L1, "js"_L1,  "json"_L1, "lock"_L1, "md"_L1,   "mjs"_L1, "pdf"_L1,
    "php"_L1, "pl"_L1,   "png"_L1,  "ps"_L1,  "py"_L1,   "rb"_L1,   "rs"_L1,   "sh"_L1,  "sql"_L1,
    "svg"_L1, "toml"_L1, "ts"_L1,   "tsx"_L1, "txt"_L1,  "xml"_L1,  "yaml"_L1, "yml"_L1,
};

QString schemeOf(const QString &destination)
{
    static const QRegularExpression scheme(u"^([A-Za-z][A-Za-z0-9+.-]*):"_s);
    return scheme.match(destination).captured(1).toLower();
}

// What one program skips and another one does not, or reads as a slash.
bool isAmbiguous(const QString &destination)
{
    return destination.contains(u'\\') || visibleText(destination) != destination
           || std::ranges::any_of(destination, [](QChar c) { return c.isSpace(); });
}

QString asciiHost(const QString &host)
{
    const QString ace = QString::fromLatin1(QUrl::toAce(host));
    return ace.isEmpty() ? host.toLower() : ace;
}

QString withoutWww(const QString &host)
{
    return host.startsWith("www."_L1) ? host.sliced(4) : host;
}

bool looksLikeFile(const QString &host)
{
    const QString ending = host.sliced(host.lastIndexOf(u'.') + 1).toLower();
    return std::ranges::find(fileEndings, ending) != std::end(fileEndings);
}

// The host that a text names, if it reads like an address.
QString namedHost(const QString &text)
{
    static const QRegularExpression address(
        uR"(^(?<scheme>[a-z][a-z0-9+.-]*:(?://)?)?(?:[^\s/@]*@)?(?<host>[\w-]+(?:\.[\w-]+)*\.[^\W\d_][\w-]*|\d+\.\d+\.\d+\.\d+)(?::\d+)?(?<path>[/?#]\S*)?$)"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    const QRegularExpressionMatch match = address.match(text.trimmed());
    const QString host = match.captured(u"host");
    const bool bare = match.captured(u"scheme").isEmpty() && match.captured(u"path").isEmpty()
                      && !host.startsWith("www."_L1, Qt::CaseInsensitive) && !text.contains(u'@');
    return host.isEmpty() || (bare && looksLikeFile(host)) ? QString() : asciiHost(host);
}

// A text that names a domain may lead to a part of it.
bool keepsPromise(const QString &promised, const QString &real)
{
    const QString domain = withoutWww(promised);
    const QString host = withoutWww(real);
    return host == domain || host.endsWith(u'.' + domain);
}

void judgeText(const QString &visibleText, const QString &host, LinkJudgement &judgement)
{
    const QString promised = namedHost(visibleText);
    if (promised.isEmpty() || keepsPromise(promised, host))
        return;
    judgement.warnings |= LinkJudgement::OtherHost;
    judgement.promisedHost = promised;
}

void judgeHost(const QString &host, LinkJudgement &judgement)
{
    if (!host.contains(acePrefix))
        return;
    judgement.warnings |= LinkJudgement::ForeignLetters;
    judgement.writtenHost = QUrl::fromAce(host.toLatin1());
}

void judgeWeb(const QUrl &url, const QString &visibleText, LinkJudgement &judgement)
{
    const QString host = url.host(QUrl::FullyEncoded);
    if (host.isEmpty()) {
        judgement.refusal = LinkJudgement::Malformed;
        return;
    }
    judgement.url = url;
    judgement.host = host.contains(u':') ? u"[%1]"_s.arg(host) : host;
    if (url.port() != -1 && url.port() != (judgement.scheme == "https"_L1 ? 443 : 80))
        judgement.host += u":%1"_s.arg(url.port());
    if (!url.userInfo().isEmpty()) {
        judgement.warnings |= LinkJudgement::UserName;
        judgement.userName = url.userInfo();
    }
    judgeHost(host, judgement);
    judgeText(visibleText, host, judgement);
}

// Mail programs know headers that attach files.
bool asksForText(const QUrl &url)
{
    static const QStringList harmless{u"to"_s, u"cc"_s, u"bcc"_s, u"subject"_s, u"body"_s, u"in-reply-to"_s};
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    return std::ranges::all_of(items, [](const auto &item) { return harmless.contains(item.first.toLower()); });
}

void judgeMail(const QUrl &url, const QString &visibleText, LinkJudgement &judgement)
{
    const QString recipient = url.path(QUrl::FullyDecoded).section(u',', 0, 0);
    const QString domain = recipient.sliced(recipient.lastIndexOf(u'@') + 1);
    if (!recipient.contains(u'@') || domain.isEmpty()) {
        judgement.refusal = LinkJudgement::Malformed;
        return;
    }
    if (!asksForText(url)) {
        judgement.refusal = LinkJudgement::Attachment;
        return;
    }
    const QString host = asciiHost(domain);
    judgement.url = url;
    judgement.host = recipient.first(recipient.lastIndexOf(u'@') + 1) + host;
    judgeHost(host, judgement);
    judgeText(visibleText, host, judgement);
}

} // namespace

LinkJudgement judgeLink(const QString &destination, const QString &visibleText)
{
    const QString address = destination.trimmed();
    LinkJudgement judgement{.scheme = schemeOf(address)};
    const bool isWeb = judgement.scheme == "http"_L1 || judgement.scheme == "https"_L1;
    if (isAmbiguous(address))
        judgement.refusal = LinkJudgement::Malformed;
    else if (judgement.scheme.isEmpty())
        judgement.refusal = LinkJudgement::Relative;
    else if (!isWeb && judgement.scheme != "mailto"_L1)
        judgement.refusal = LinkJudgement::Scheme;
    if (judgement.refusal != LinkJudgement::None)
        return judgement;

    const QUrl url(address, QUrl::StrictMode);
    if (!url.isValid())
        judgement.refusal = LinkJudgement::Malformed;
    else if (isWeb)
        judgeWeb(url, visibleText, judgement);
    else
        judgeMail(url, visibleText, judgement);
    return judgement;
}

} // namespace evenhand
