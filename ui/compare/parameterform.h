// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/target.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QGridLayout;
class QLineEdit;
QT_END_NAMESPACE

namespace evenhand {

class GrowingEdit;

// The parameters of a target. An empty field is not sent: the provider's own default holds.
class ParameterForm : public QWidget
{
    Q_OBJECT
public:
    explicit ParameterForm(QWidget *parent = nullptr);

    void setParameters(const Parameters &parameters);
    // A sentence about the first field that cannot be used.
    Result<Parameters> parameters() const;

signals:
    void changed();

private:
    QLineEdit *addField(const QString &label, const QString &hint);
    QComboBox *addEffort(const QString &label);
    GrowingEdit *addText(const QString &label, const QString &hint);
    void addLabel(const QString &text, QWidget *buddy);

    QGridLayout *m_layout;
    QLineEdit *m_maxTokens;
    QLineEdit *m_temperature;
    QLineEdit *m_topP;
    QLineEdit *m_seed;
    QComboBox *m_effort;
    GrowingEdit *m_stop;
    GrowingEdit *m_extra;
};

// Stop sequences as they are typed: one a line, \n, \t and \\ for the characters that cannot be.
QStringList stopSequencesFromText(const QString &text);
QString textFromStopSequences(const QStringList &sequences);

} // namespace evenhand
