// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/plantext.h"

#include "ui/models/costformat.h"
#include "ui/models/format.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand::PlanText {
namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(evenhand::PlanText)
};

QString whereTo(const RunSpec &spec, const RunPlan &plan)
{
    QStringList hosts;
    for (const TargetPlan &target : plan.targets)
        hosts.append(target.origin.isEmpty() ? Text::tr("this machine") : target.origin);
    hosts.removeDuplicates();
    return Text::tr("%1 to %2, in the order of %3.")
        .arg(Format::counted(plan.requests(), Text::tr("1 request"), Text::tr("%1 requests")), hosts.join(u", "_s),
             spec.seed ? Text::tr("seed %1").arg(*spec.seed) : Text::tr("cases and targets"));
}

QString reused(const RunSpec &spec, const RunPlan &plan)
{
    if (!spec.reuse)
        return {};
    if (plan.reused() == 0)
        return Text::tr("No answer of an earlier run is equal.");
    return Text::tr("%1 from earlier runs.")
        .arg(Format::counted(plan.reused(), Text::tr("1 answer is taken"), Text::tr("%1 answers are taken")));
}

// Where prompt and suite do not fit: it can be meant so, and is said.
QString variables(const RunSpec &spec)
{
    if (!spec.suite)
        return {};
    const QStringList names = variableNames(spec.prompt);
    const QStringList &columns = spec.suite->columns;
    const auto isColumn = [&](const QString &name) { return columns.contains(name); };
    if (!columns.isEmpty() && std::ranges::none_of(names, isColumn))
        return Text::tr("The prompt uses no variable of the suite: every case asks the same.");
    QStringList missing;
    std::ranges::copy_if(names, std::back_inserter(missing), [&](const QString &name) {
        return !isColumn(name) && spec.prompt.variables.value(name).isEmpty();
    });
    return missing.isEmpty()
               ? QString()
               : Text::tr("The suite has no values for %1.").arg(u"{{%1}}"_s.arg(missing.join(u"}}, {{"_s)));
}

QString files(const RunSpec &spec)
{
    const QList<AttachmentRef> attached = attachedFiles(spec);
    if (attached.isEmpty())
        return {};
    qint64 size = 0;
    for (const AttachmentRef &file : attached)
        size += file.size;
    return Text::tr("With %1, %2.")
        .arg(Format::counted(attached.size(), Text::tr("1 file"), Text::tr("%1 files")), Format::bytes(size));
}

// For each currency, over all targets that are priced.
QString total(const RunPlan &plan)
{
    QMap<QString, std::pair<Money, Money>> sums;
    for (const TargetPlan &target : plan.targets) {
        if (!target.low || !target.high)
            continue;
        const auto sum = sums.find(target.low->currency);
        if (sum == sums.end()) {
            sums.insert(target.low->currency, {*target.low, *target.high});
            continue;
        }
        sum->first.nano += target.low->nano;
        sum->second.nano += target.high->nano;
    }
    QStringList texts;
    for (const auto &[low, high] : std::as_const(sums))
        texts.append(range(low, high));
    return texts.isEmpty() ? QString() : Text::tr("Estimated cost: %1.").arg(texts.join(u" + "_s));
}

QString why(const RunPlan &plan)
{
    const bool measured =
        std::ranges::all_of(plan.targets, [](const TargetPlan &target) { return target.measured > 0; });
    const QString answers = measured ? Text::tr("answers as long as earlier ones of these models")
                                     : Text::tr("answers as long as earlier ones of the model, or 500 tokens");
    return Text::tr(
               "The range is half and double of %1; questions count a token for four characters, files are not in it.")
        .arg(answers);
}

QString unpriced(const RunPlan &plan)
{
    QStringList letters;
    for (int i = 0; i < int(plan.targets.size()); ++i) {
        if (!plan.targets.at(i).low)
            letters.append(targetLetter(i));
    }
    return letters.isEmpty() ? QString()
                             : Text::tr("Without a price, and outside of any budget: %1.").arg(letters.join(u", "_s));
}

QString budget(const RunSpec &spec)
{
    return spec.budget ? Text::tr("It stops before a request that could pass %1.").arg(Format::money(*spec.budget))
                       : QString();
}

} // namespace

QString range(const std::optional<Money> &low, const std::optional<Money> &high)
{
    if (!low || !high)
        return Text::tr("unpriced");
    const QString from = Format::money(*low);
    const QString to = Format::money(*high);
    return from == to ? from : Text::tr("%1 – %2").arg(from, to);
}

QStringList summary(const RunSpec &spec, const RunPlan &plan)
{
    const QString cost = total(plan);
    QStringList sentences{whereTo(spec, plan),
                          reused(spec, plan),
                          variables(spec),
                          files(spec),
                          cost,
                          cost.isEmpty() ? QString() : why(plan),
                          unpriced(plan),
                          budget(spec)};
    sentences.removeAll(QString());
    return sentences;
}

} // namespace evenhand::PlanText
