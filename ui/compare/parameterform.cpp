// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/parameterform.h"

#include "ui/compare/growingedit.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QGridLayout>
#include <QJsonDocument>
#include <QLineEdit>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

std::unexpected<Error> invalid(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

// Both the locale's own decimal mark and the point are understood.
std::optional<double> number(const QString &text)
{
    bool ok = false;
    double value = QLocale().toDouble(text, &ok);
    if (!ok)
        value = QLocale::c().toDouble(text, &ok);
    return ok ? std::optional(value) : std::nullopt;
}

template<typename Integer>
Result<std::optional<Integer>> integer(const QLineEdit *field, qint64 least, const QString &problem)
{
    const QString text = field->text().trimmed();
    if (text.isEmpty())
        return std::nullopt;
    bool ok = false;
    const qint64 value = QLocale::c().toLongLong(QString(text).remove(u' '), &ok);
    if (!ok || value < least || value > std::numeric_limits<Integer>::max())
        return invalid(problem);
    return Integer(value);
}

Result<std::optional<double>> real(const QLineEdit *field, double least, double most, const QString &problem)
{
    const QString text = field->text().trimmed();
    if (text.isEmpty())
        return std::nullopt;
    const std::optional<double> value = number(text);
    if (!value || *value < least || *value > most)
        return invalid(problem);
    return value;
}

Result<QJsonObject> object(const QString &text)
{
    if (text.trimmed().isEmpty())
        return QJsonObject();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError)
        return invalid(ParameterForm::tr("Extra is not valid JSON: %1 (at character %2).")
                           .arg(error.errorString())
                           .arg(error.offset + 1));
    if (!document.isObject())
        return invalid(ParameterForm::tr("Extra must be a JSON object, such as {\"top_k\": 40}."));
    return document.object();
}

QString text(const std::optional<double> &value)
{
    return value ? QLocale::c().toString(*value) : QString();
}

template<typename Integer>
QString text(const std::optional<Integer> &value)
{
    return value ? QString::number(*value) : QString();
}

} // namespace

QStringList stopSequencesFromText(const QString &text)
{
    QStringList sequences;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        QString sequence;
        bool escaped = false;
        for (const QChar c : line) {
            if (escaped)
                sequence += c == u'n' ? u'\n' : c == u't' ? u'\t' : c;
            else if (c != u'\\')
                sequence += c;
            escaped = !escaped && c == u'\\';
        }
        sequences.append(sequence);
    }
    return sequences;
}

QString textFromStopSequences(const QStringList &sequences)
{
    QStringList lines;
    for (QString sequence : sequences)
        lines.append(sequence.replace(u'\\', "\\\\"_L1).replace(u'\n', "\\n"_L1).replace(u'\t', "\\t"_L1));
    return lines.join(u'\n');
}

ParameterForm::ParameterForm(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
    , m_maxTokens(addField(tr("Max tokens"), {}))
    , m_temperature(addField(tr("Temperature"), {}))
    , m_topP(addField(tr("Top-p"), {}))
    , m_seed(addField(tr("Seed"), {}))
    , m_effort(addEffort(tr("Reasoning effort")))
    , m_stop(addText(tr("Stop sequences"), tr("One a line; \\n stands for a line break")))
    , m_extra(addText(tr("Extra (JSON)"), u"{\"top_k\": 40}"_s))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setColumnStretch(1, 1);
    m_extra->setFont(Theme::font(Theme::Face::Code));
    m_extra->setToolTip(tr("JSON members in the provider's own words, sent as they are"));
}

void ParameterForm::addLabel(const QString &text, QWidget *buddy)
{
    QLabel *label = textLabel(text);
    label->setMinimumWidth(16 * fontMetrics().averageCharWidth());
    buddy->setAccessibleName(text);
    const int row = m_layout->rowCount();
    m_layout->addWidget(label, row, 0, Qt::AlignVCenter);
    m_layout->addWidget(buddy, row, 1);
}

QLineEdit *ParameterForm::addField(const QString &label, const QString &hint)
{
    auto *field = new QLineEdit;
    field->setPlaceholderText(hint.isEmpty() ? tr("the provider's default") : hint);
    connect(field, &QLineEdit::textChanged, this, &ParameterForm::changed);
    addLabel(label, field);
    return field;
}

QComboBox *ParameterForm::addEffort(const QString &label)
{
    auto *field = new QComboBox;
    field->addItem(tr("the provider's default"), QString());
    for (const QString &name : effortNames())
        field->addItem(name, name);
    connect(field, &QComboBox::currentIndexChanged, this, &ParameterForm::changed);
    addLabel(label, field);
    return field;
}

GrowingEdit *ParameterForm::addText(const QString &label, const QString &hint)
{
    auto *field = new GrowingEdit(1, 4);
    field->setPlaceholderText(hint);
    connect(field, &QPlainTextEdit::textChanged, this, &ParameterForm::changed);
    addLabel(label, field);
    return field;
}

void ParameterForm::setParameters(const Parameters &parameters)
{
    m_maxTokens->setText(text(parameters.maxTokens));
    m_temperature->setText(text(parameters.temperature));
    m_topP->setText(text(parameters.topP));
    m_seed->setText(text(parameters.seed));
    m_effort->setCurrentIndex(std::max(m_effort->findData(parameters.effort), 0));
    m_stop->setPlainText(textFromStopSequences(parameters.stop));
    m_extra->setPlainText(
        parameters.extra.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(parameters.extra).toJson()).trimmed());
}

Result<Parameters> ParameterForm::parameters() const
{
    const auto maxTokens = integer<int>(m_maxTokens, 1, tr("Max tokens must be a whole number from 1."));
    if (!maxTokens)
        return std::unexpected(maxTokens.error());
    const auto temperature = real(m_temperature, 0, 10, tr("Temperature must be a number from 0, usually to 2."));
    if (!temperature)
        return std::unexpected(temperature.error());
    const auto topP = real(m_topP, 0, 1, tr("Top-p must be a number between 0 and 1."));
    if (!topP)
        return std::unexpected(topP.error());
    const auto seed = integer<qint64>(m_seed, std::numeric_limits<qint64>::min(), tr("Seed must be a whole number."));
    if (!seed)
        return std::unexpected(seed.error());
    const Result<QJsonObject> extra = object(m_extra->toPlainText());
    if (!extra)
        return std::unexpected(extra.error());
    return Parameters{.maxTokens = *maxTokens,
                      .temperature = *temperature,
                      .topP = *topP,
                      .seed = *seed,
                      .stop = stopSequencesFromText(m_stop->toPlainText()),
                      .effort = m_effort->currentData().toString(),
                      .extra = *extra};
}

} // namespace evenhand
