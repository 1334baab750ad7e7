// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings/steplist.h"

#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QLabel>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {

constexpr int stepCount = 7; // of Step

static QString nameOf(Step step)
{
    switch (step) {
    case Step::Credentials:
        return StepList::tr("Key");
    case Step::Name:
        return StepList::tr("Name of the server");
    case Step::Connection:
        return StepList::tr("Connection");
    case Step::Security:
        return StepList::tr("TLS");
    case Step::SignIn:
        return StepList::tr("Sign-in");
    case Step::Permission:
        return StepList::tr("Permission");
    case Step::Model:
        return StepList::tr("Models");
    }
    Q_UNREACHABLE_RETURN({});
}

static QString lineOf(const TestedStep &step)
{
    switch (step.state) {
    case TestedStep::State::Passed:
        return u"✓ "_s + nameOf(step.step);
    case TestedStep::State::Failed:
        return StepList::tr("✗ %1: failed here").arg(nameOf(step.step));
    case TestedStep::State::NotReached:
        return StepList::tr("– %1: not reached").arg(nameOf(step.step));
    }
    Q_UNREACHABLE_RETURN({});
}

static QPalette::ColorRole inkOf(TestedStep::State state)
{
    switch (state) {
    case TestedStep::State::Passed:
        return QPalette::WindowText;
    case TestedStep::State::Failed:
        return QPalette::BrightText;
    case TestedStep::State::NotReached:
        return Theme::dimRole;
    }
    Q_UNREACHABLE_RETURN(QPalette::WindowText);
}

StepList::StepList(QWidget *parent)
    : QWidget(parent)
    , m_credential(sentenceLabel({}, Theme::dimRole, this))
    , m_notices(sentenceLabel({}, QPalette::WindowText, this))
{
    setAccessibleName(tr("Steps of the test"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(Theme::halfStep);
    for (int i = 0; i < stepCount; ++i) {
        m_lines.append(textLabel({}, Theme::Face::Body, QPalette::WindowText, this));
        layout->addWidget(m_lines.last());
    }
    m_credential->setAccessibleName(tr("Credentials that were used"));
    m_notices->setAccessibleName(tr("Notices of the test"));
    layout->addWidget(m_credential);
    layout->addWidget(m_notices);
    setSteps({});
    setNotes({});
}

void StepList::setSteps(const QList<TestedStep> &steps)
{
    for (int i = 0; i < stepCount; ++i) {
        m_lines.at(i)->setVisible(i < steps.size());
        if (i < steps.size()) {
            m_lines.at(i)->setText(lineOf(steps.at(i)));
            m_lines.at(i)->setForegroundRole(inkOf(steps.at(i).state));
        }
    }
    showIfFilled();
}

void StepList::setNotes(const ModelsNotes &notes)
{
    const CredentialLine line =
        notes.credential ? credentialLine(*notes.credential, QDateTime::currentDateTime()) : CredentialLine();
    m_credential->setText(line.text);
    m_credential->setForegroundRole(line.urgent ? QPalette::BrightText : Theme::dimRole);
    m_notices->setText(notes.notices.join(u'\n'));
    showIfFilled();
}

void StepList::showIfFilled()
{
    for (QLabel *label : {m_credential, m_notices})
        label->setVisible(!label->text().isEmpty());
    const auto isShown = [](const QLabel *label) { return !label->isHidden(); };
    setVisible(std::ranges::any_of(m_lines, isShown) || isShown(m_credential) || isShown(m_notices));
}

} // namespace evenhand
