// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand::Format {
namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(evenhand::Format)
};

QString unit(const QString &number, const QString &unit)
{
    return number + QChar(0x202f) + unit;
}

} // namespace

QString count(qint64 number)
{
    return QLocale().toString(number);
}

QString counted(qint64 number, const QString &one, const QString &many)
{
    return number == 1 ? one : many.arg(count(number));
}

QString duration(Duration duration)
{
    const double ms = double(duration.count()) / 1000.0;
    if (ms < 999.5)
        return unit(QLocale().toString(qint64(std::llround(ms))), Text::tr("ms"));
    if (ms < 59'995)
        return unit(QLocale().toString(ms / 1000, 'f', ms < 9'995 ? 2 : 1), Text::tr("s"));
    const qint64 whole = std::llround(ms / 1000);
    return unit(count(whole / 60), Text::tr("min")) + u' ' + unit(count(whole % 60), Text::tr("s"));
}

QString seconds(std::chrono::milliseconds wait)
{
    return unit(count(std::chrono::ceil<std::chrono::seconds>(wait).count()), Text::tr("s"));
}

QString rate(double perSecond)
{
    return QLocale().toString(perSecond, 'f', perSecond < 9.95 ? 1 : 0);
}

QString percent(int number)
{
    return unit(count(number), u"%"_s);
}

QString bytes(qint64 size)
{
    return QLocale().formattedDataSize(size, 1, QLocale::DataSizeTraditionalFormat);
}

QString parameters(const Parameters &parameters)
{
    QStringList parts;
    const QLocale locale;
    if (parameters.maxTokens)
        parts.append(Text::tr("max %1").arg(locale.toString(*parameters.maxTokens)));
    if (parameters.temperature)
        parts.append(Text::tr("temperature %1").arg(locale.toString(*parameters.temperature)));
    if (parameters.topP)
        parts.append(Text::tr("top-p %1").arg(locale.toString(*parameters.topP)));
    if (parameters.seed)
        parts.append(Text::tr("seed %1").arg(*parameters.seed));
    if (!parameters.stop.isEmpty())
        parts.append(counted(parameters.stop.size(), Text::tr("1 stop sequence"), Text::tr("%1 stop sequences")));
    if (!parameters.effort.isEmpty())
        parts.append(Text::tr("effort %1").arg(parameters.effort));
    if (!parameters.extra.isEmpty())
        parts.append(parameters.extra.keys().join(u", "_s));
    return parts.join(u" · "_s);
}

QList<std::pair<QString, QString>> usage(const Usage &usage)
{
    QList<std::pair<QString, QString>> lines;
    const auto add = [&lines](const QString &name, const std::optional<qint64> &tokens) {
        if (tokens)
            lines.append({name, count(*tokens)});
    };
    add(Text::tr("Input, fresh"), usage.inputFresh);
    add(Text::tr("Input, read from cache"), usage.cacheRead);
    for (const Usage::CacheWrite &write : usage.cacheWrites) {
        const QString name = write.lifetime.count() == 0
                                 ? Text::tr("Input, written to cache")
                                 : Text::tr("Input, written to cache for %1").arg(duration(write.lifetime));
        add(name, write.tokens);
    }
    add(Text::tr("Input, audio"), usage.audioInput);
    add(Text::tr("Output, visible"), usage.outputVisible);
    add(Text::tr("Output, reasoning"), usage.reasoning);
    add(Text::tr("Output, audio"), usage.audioOutput);
    return lines;
}

QString state(LaneState state)
{
    switch (state) {
    case LaneState::Queued:
        return Text::tr("queued");
    case LaneState::Waiting:
        return Text::tr("waiting");
    case LaneState::Streaming:
        return Text::tr("streaming");
    case LaneState::Done:
        return Text::tr("done");
    case LaneState::Failed:
        return Text::tr("failed");
    case LaneState::Cancelled:
        return Text::tr("stopped");
    case LaneState::Interrupted:
        return Text::tr("interrupted");
    }
    Q_UNREACHABLE_RETURN({});
}

QString toolTip(const QString &plain)
{
    if (plain.isEmpty())
        return {};
    return u"<qt>%1</qt>"_s.arg(plain.toHtmlEscaped().replace(u'\n', "<br>"_L1));
}

} // namespace evenhand::Format
