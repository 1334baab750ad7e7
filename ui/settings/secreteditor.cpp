// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings/secreteditor.h"

#include "ui/models/channelmodel.h"
#include "ui/settings/formrow.h"
#include "ui/shell/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand {

using Kind = CredentialRef::Kind;

SecretEditor::SecretEditor(const PluginField &field, QWidget *parent)
    : QWidget(parent)
    , m_field(field)
    , m_placeRow(new FormRow(field.label, field.required ? FormRow::Need::Required : FormRow::Need::Optional, this))
    , m_keyRow(new FormRow({}, FormRow::Need::Optional, this))
    , m_variableRow(new FormRow(tr("Variable"), FormRow::Need::Optional, this))
    , m_place(new QComboBox(this))
    , m_key(new QLineEdit(this))
    , m_variable(new QLineEdit(this))
{
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_variable->setText(field.environment);
    m_variable->setFont(Theme::font(Theme::Face::Code));

    m_placeRow->setEditor(m_place);
    m_placeRow->setHint(field.help);
    m_keyRow->setEditor(m_key);
    m_key->setAccessibleName(field.label);
    m_variableRow->setEditor(m_variable);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(Theme::step);
    layout->addWidget(m_placeRow);
    layout->addWidget(m_keyRow);
    layout->addWidget(m_variableRow);
    setFocusProxy(m_place);

    fillPlaces(true);
    connect(m_place, &QComboBox::currentIndexChanged, this, &SecretEditor::showPlace);
    connect(m_place, &QComboBox::currentIndexChanged, this, &SecretEditor::changed);
    connect(m_key, &QLineEdit::textChanged, this, &SecretEditor::changed);
    connect(m_variable, &QLineEdit::textChanged, this, &SecretEditor::showPlace);
    connect(m_variable, &QLineEdit::textChanged, this, &SecretEditor::changed);
    showPlace();
}

void SecretEditor::fillPlaces(bool withKeychain)
{
    const QSignalBlocker blocker(m_place);
    const Kind before = place();
    m_place->clear();
    if (!m_field.required)
        m_place->addItem(tr("No key"), int(Kind::None));
    if (withKeychain)
        m_place->addItem(tr("Keychain of this system"), int(Kind::Keychain));
    m_place->addItem(tr("Environment variable"), int(Kind::Environment));
    m_place->addItem(tr("Only until Evenhand closes"), int(Kind::Session));
    setPlace(before);
}

void SecretEditor::setPlace(Kind kind)
{
    const bool offered = m_place->findData(int(kind)) >= 0;
    m_place->setCurrentIndex(qMax(0, m_place->findData(int(offered ? kind : Kind::Session))));
}

Kind SecretEditor::place() const
{
    return Kind(m_place->currentData().toInt());
}

void SecretEditor::setKeychainAvailable(bool available, bool told)
{
    m_keychain = available;
    m_tellsOfKeychain = told;
    // A channel that names the keychain keeps saying so, until another place is chosen.
    fillPlaces(available || m_saved.kind == Kind::Keychain);
    showPlace();
    emit changed();
}

void SecretEditor::setReference(const CredentialRef &reference, const QUrl &boundTo, bool kept)
{
    m_saved = reference;
    m_boundTo = boundTo;
    m_origin = boundTo;
    m_kept = kept;
    fillPlaces(m_keychain || reference.kind == Kind::Keychain);
    if (reference.kind == Kind::Environment)
        m_variable->setText(reference.name);
    m_key->clear();
    setPlace(reference.kind);
    showPlace();
}

void SecretEditor::propose(const QString &environment, bool expected)
{
    m_variable->setText(environment);
    if (!environment.isEmpty() && qEnvironmentVariableIsSet(environment.toLocal8Bit().constData()))
        setPlace(Kind::Environment);
    else if (expected || m_field.required)
        setPlace(m_keychain ? Kind::Keychain : Kind::Session);
}

void SecretEditor::setOrigin(const QUrl &origin)
{
    m_origin = origin;
    showPlace();
}

CredentialRef SecretEditor::reference() const
{
    const Kind kind = place();
    return {.kind = kind, .name = kind == Kind::Environment ? m_variable->text().trimmed() : QString()};
}

QByteArray SecretEditor::typed() const
{
    return isTyped() ? m_key->text().trimmed().toUtf8() : QByteArray();
}

void SecretEditor::clearTyped()
{
    m_key->clear();
}

bool SecretEditor::isTyped() const
{
    return place() == Kind::Keychain || place() == Kind::Session;
}

bool SecretEditor::isKept() const
{
    return m_kept && place() == m_saved.kind && m_origin == m_boundTo;
}

QString SecretEditor::validate() const
{
    const bool untouched = isKept() && typed().isEmpty();
    if (place() == Kind::Keychain && !m_keychain && !untouched)
        return tr("No keychain answers on this system, so no key can be taken from it. Choose another place.");
    if (isTyped() && typed().isEmpty() && !untouched) {
        if (m_kept && place() == m_saved.kind)
            return tr("The key was given for %1 and is not sent anywhere else. Give it again for %2.")
                .arg(destinationText(m_boundTo), destinationText(m_origin));
        return tr("Give the key, or choose another place.");
    }
    static const QRegularExpression name(u"^[^=\\s]+$"_s);
    if (place() == Kind::Environment && !name.match(m_variable->text().trimmed()).hasMatch())
        return tr("Give the name of the variable, without spaces and “=”.");
    return {};
}

void SecretEditor::setProblem(const QString &problem)
{
    m_placeRow->setProblem(isTyped() || place() == Kind::Environment ? QString() : problem);
    m_keyRow->setProblem(isTyped() ? problem : QString());
    m_variableRow->setProblem(place() == Kind::Environment ? problem : QString());
}

void SecretEditor::showPlace()
{
    m_keyRow->setVisible(isTyped());
    m_variableRow->setVisible(place() == Kind::Environment);
    m_key->setPlaceholderText(isKept() ? tr("Kept. Type here to replace it") : tr("Paste the key"));
    m_keyRow->setHint(keyHint());
    m_variableRow->setHint(variableHint());
    m_placeRow->setHint(placeHint());
}

QString SecretEditor::placeHint() const
{
    if (m_keychain || !m_tellsOfKeychain)
        return m_field.help;
    const QString reason =
        tr("No keychain answers on this system, so it is not offered. Keys are never written to a file.");
    return m_field.help.isEmpty() ? reason : u"%1 %2"_s.arg(m_field.help, reason);
}

QString SecretEditor::keyHint() const
{
    return place() == Kind::Session ? tr("Kept in memory only: it must be given again after Evenhand was closed.")
                                    : tr("Used for requests to %1 and nowhere else.").arg(destinationText(m_origin));
}

QString SecretEditor::variableHint() const
{
    const QString variable = m_variable->text().trimmed();
    if (variable.isEmpty())
        return tr("It is read when a request is made.");
    if (qEnvironmentVariableIsEmpty(variable.toLocal8Bit().constData()))
        return tr("%1 is not set now. Set it before Evenhand is started.").arg(variable);
    return tr("%1 is set now. It is read when a request is made.").arg(variable);
}

} // namespace evenhand
