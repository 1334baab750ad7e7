// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings/channelform.h"

#include "ui/models/channelmodel.h"
#include "ui/settings/fieldeditor.h"
#include "ui/settings/formfold.h"
#include "ui/settings/secreteditor.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

// A whole number of a channel as a field of the form, with what it may be.
struct LimitField
{
    PluginField field;
    qint64 least;
    qint64 most;
    qint64 (*get)(const Channel &channel);
    void (*set)(Channel &channel, qint64 value);
};

template<std::chrono::milliseconds Limits::*Member>
LimitField timeout(const QString &key, const QString &label, const QString &help)
{
    return {
        .field = {.key = key, .label = label, .help = help, .type = PluginField::Type::Integer},
        .least = 1,
        .most = 86'400,
        .get =
            [](const Channel &channel) { return qint64(ceil<std::chrono::seconds>(channel.limits.*Member).count()); },
        .set = [](Channel &channel, qint64 value) { channel.limits.*Member = std::chrono::seconds(value); },
    };
}

QList<LimitField> limitFields()
{
    return {
        {
            .field = {.key = u"concurrent"_s,
                      .label = ChannelForm::tr("Requests at once"),
                      .help = ChannelForm::tr("More wait for their turn."),
                      .type = PluginField::Type::Integer},
            .least = 1,
            .most = 100,
            .get = [](const Channel &channel) { return qint64(channel.maxConcurrent); },
            .set = [](Channel &channel, qint64 value) { channel.maxConcurrent = int(value); },
        },
        {
            .field = {.key = u"interval"_s,
                      .label = ChannelForm::tr("Pause between starts"),
                      .help = ChannelForm::tr("Milliseconds from the start of one request to the start of the next."),
                      .type = PluginField::Type::Integer},
            .least = 0,
            .most = 3'600'000,
            .get = [](const Channel &channel) { return qint64(channel.minInterval.count()); },
            .set = [](Channel &channel, qint64 value) { channel.minInterval = std::chrono::milliseconds(value); },
        },
        timeout<&Limits::connect>(u"connect"_s, ChannelForm::tr("Time to connect"),
                                  ChannelForm::tr("Seconds until the request must be on its way.")),
        timeout<&Limits::idle>(u"idle"_s, ChannelForm::tr("Time of silence"),
                               ChannelForm::tr("Seconds without a byte, after which an answer has failed.")),
        timeout<&Limits::total>(u"total"_s, ChannelForm::tr("Time for an answer"),
                                ChannelForm::tr("Seconds from its request to its end.")),
    };
}

PluginField textField(const QString &key, const QString &label, const QString &help, const QString &placeholder)
{
    return {.key = key, .label = label, .help = help, .placeholder = placeholder};
}

// What comes from the first secret on is about who may send requests; what comes before, about where they go.
std::pair<QList<PluginField>, QList<PluginField>> partsOf(const std::optional<PluginInfo> &plugin)
{
    std::pair<QList<PluginField>, QList<PluginField>> parts;
    bool inAccess = false;
    for (const PluginField &field : plugin ? plugin->fields : QList<PluginField>()) {
        inAccess |= field.type == PluginField::Type::Secret;
        if (!field.more)
            (inAccess ? parts.second : parts.first).append(field);
    }
    return parts;
}

} // namespace

ChannelForm::ChannelForm(const Setup &setup, Check check, QWidget *parent)
    : QWidget(parent)
    , m_setup(setup)
    , m_check(std::move(check))
    , m_origin(setup.channel.origin)
    , m_layout(new QVBoxLayout(this))
    , m_destination(new FactRow(tr("Requests go to"), this))
{
    m_layout->setContentsMargins(Theme::edge, Theme::edge, Theme::edge, Theme::edge);
    m_layout->setSpacing(Theme::step + Theme::halfStep);
    addConnection();
    addAccess();
    addOperator();
    addMore();
    addLimits();
    m_layout->addStretch(1);
    setFocusProxy(m_name);
    validate();
    m_initial = channel();
    validate(); // again: what a preset leaves open is not wrong yet
}

void ChannelForm::addSection(const QString &title)
{
    m_layout->addSpacing(Theme::step);
    m_layout->addWidget(new Rule(Qt::Horizontal, this));
    m_layout->addSpacing(Theme::halfStep);
    m_layout->addWidget(textLabel(title, Theme::Face::Strong, QPalette::WindowText, this));
}

FormFold *ChannelForm::addFold(const QString &title)
{
    m_layout->addSpacing(Theme::halfStep);
    m_layout->addWidget(new Rule(Qt::Horizontal, this));
    auto *fold = new FormFold(title, this);
    m_layout->addWidget(fold);
    return fold;
}

FieldEditor *ChannelForm::addField(QVBoxLayout *rows, const PluginField &field, const QJsonValue &value)
{
    auto *editor = new FieldEditor(field, this);
    if (!value.isUndefined())
        editor->setValue(value);
    connect(editor, &FieldEditor::changed, this, [this] {
        validate();
        emit changed();
    });
    rows->addWidget(editor);
    return editor;
}

void ChannelForm::addSetting(QVBoxLayout *rows, const PluginField &field)
{
    if (field.type == PluginField::Type::Secret)
        addSecret(rows, field);
    else
        m_settings.append(addField(rows, field, m_setup.channel.settings.value(field.key)));
}

void ChannelForm::addSecret(QVBoxLayout *rows, const PluginField &field)
{
    auto *editor = new SecretEditor(field, this);
    if (m_setup.saved || m_setup.channel.credentials.contains(field.key))
        editor->setReference(m_setup.channel.credentials.value(field.key), m_setup.channel.origin, m_setup.saved);
    else if (field.key == m_setup.plugin->secretField()->key)
        editor->propose(m_setup.environment.value_or(field.environment), m_setup.keyExpected);
    connect(editor, &SecretEditor::changed, this, [this] {
        validate();
        emit changed();
    });
    rows->addWidget(editor);
    m_secrets.append(editor);
}

void ChannelForm::addConnection()
{
    m_name = addField(m_layout, {.key = u"name"_s, .label = tr("Name"), .required = true}, m_setup.channel.name);
    auto *plugin = new FactRow(tr("Plugin"), this);
    plugin->setText(m_setup.plugin ? m_setup.plugin->name : m_setup.channel.plugin);
    m_layout->addWidget(plugin);
    for (const PluginField &field : partsOf(m_setup.plugin).first)
        addSetting(m_layout, field);
    m_layout->addWidget(m_destination);
}

void ChannelForm::addAccess()
{
    const QList<PluginField> fields = partsOf(m_setup.plugin).second;
    if (!fields.isEmpty())
        addSection(tr("Access"));
    for (const PluginField &field : fields)
        addSetting(m_layout, field);
}

void ChannelForm::addOperator()
{
    addSection(tr("Who runs it"));
    const QString unknown = tr("not known");
    m_operator = addField(
        m_layout,
        textField(u"operator"_s, tr("Operator"), tr("Who receives what is sent, as far as you know."), unknown),
        m_setup.channel.operatorName);
    m_jurisdiction = addField(m_layout,
                              textField(u"jurisdiction"_s, tr("Jurisdiction"),
                                        tr("The country or union whose law binds the operator."), unknown),
                              m_setup.channel.jurisdiction);
    m_region = addField(m_layout, textField(u"region"_s, tr("Region"), tr("Where the models run."), unknown),
                        m_setup.channel.region);
}

void ChannelForm::addLimits()
{
    FormFold *fold = addFold(tr("Pace and limits"));
    const Channel usual;
    bool changed = false;
    for (const LimitField &limit : limitFields()) {
        m_limits.append(addField(fold->rows(), limit.field, limit.get(m_setup.channel)));
        changed |= limit.get(m_setup.channel) != limit.get(usual);
    }
    fold->setExpanded(changed);
}

void ChannelForm::addMore()
{
    FormFold *fold = nullptr;
    for (const PluginField &field : m_setup.plugin ? m_setup.plugin->fields : QList<PluginField>()) {
        if (!field.more)
            continue;
        if (!fold)
            fold = addFold(tr("More settings"));
        addSetting(fold->rows(), field);
        const QJsonValue value = m_setup.channel.settings.value(field.key);
        if (!value.isUndefined() && value != field.defaultValue)
            fold->setExpanded(true);
    }
}

void ChannelForm::setKeychainAvailable(bool available)
{
    for (SecretEditor *secret : std::as_const(m_secrets))
        secret->setKeychainAvailable(available, secret == m_secrets.first());
}

void ChannelForm::setKeyGone()
{
    for (SecretEditor *secret : std::as_const(m_secrets))
        secret->setReference(secret->reference(), m_setup.channel.origin, false);
    validate();
}

QJsonObject ChannelForm::allSettings() const
{
    QJsonObject result;
    for (const FieldEditor *editor : m_settings) {
        if (const QJsonValue value = editor->value(); !value.isUndefined())
            result.insert(editor->field().key, value);
    }
    return result;
}

QJsonObject ChannelForm::settings() const
{
    if (!m_setup.plugin)
        return m_setup.channel.settings;
    QJsonObject result = allSettings();
    for (const FieldEditor *editor : m_settings) {
        if (!applies(editor->field()))
            result.remove(editor->field().key);
    }
    return result;
}

bool ChannelForm::applies(const PluginField &field) const
{
    return evenhand::applies(*m_setup.plugin, field, allSettings());
}

void ChannelForm::showWhatApplies()
{
    for (FieldEditor *editor : std::as_const(m_settings))
        editor->setVisible(applies(editor->field()));
    for (SecretEditor *secret : std::as_const(m_secrets))
        secret->setVisible(applies(secret->field()));
}

Channel ChannelForm::channel() const
{
    Channel result = m_setup.channel;
    result.name = m_name->value().toString();
    result.settings = settings();
    result.origin = m_origin;
    result.operatorName = m_operator->value().toString();
    result.jurisdiction = m_jurisdiction->value().toString();
    result.region = m_region->value().toString();
    for (const SecretEditor *secret : m_secrets) {
        if (secret->reference().kind == CredentialRef::Kind::None || !applies(secret->field()))
            result.credentials.remove(secret->field().key);
        else
            result.credentials.insert(secret->field().key, secret->reference());
    }
    const QList<LimitField> limits = limitFields();
    for (int i = 0; i < limits.size(); ++i) {
        // What is kept in finer steps than the form shows stays as it is until it is changed.
        if (m_limits.at(i)->value() != QJsonValue(limits.at(i).get(result)))
            limits.at(i).set(result, m_limits.at(i)->value().toInteger());
    }
    return result;
}

Secrets ChannelForm::typedSecrets() const
{
    Secrets result;
    for (const SecretEditor *secret : m_secrets) {
        if (const QByteArray typed = secret->typed(); !typed.isEmpty() && applies(secret->field()))
            result.insert(secret->field().key, typed);
    }
    return result;
}

std::optional<QUrl> ChannelForm::destination() const
{
    return m_destinationKnown ? std::optional(m_origin) : std::nullopt;
}

bool ChannelForm::isModified() const
{
    return channel() != m_initial || !typedSecrets().isEmpty();
}

void ChannelForm::setSaved()
{
    m_setup.channel = channel();
    m_setup.saved = true;
    m_initial = m_setup.channel;
    for (SecretEditor *secret : std::as_const(m_secrets))
        secret->setReference(secret->reference(), m_setup.channel.origin, true);
    validate();
}

void ChannelForm::showProblems()
{
    m_saySoWhenMissing = true;
    validate();
    if (!m_firstWrong)
        return;
    for (FormFold *fold : findChildren<FormFold *>()) {
        if (fold->isAncestorOf(m_firstWrong))
            fold->setExpanded(true);
    }
    m_firstWrong->setFocus(Qt::OtherFocusReason);
}

void ChannelForm::validate()
{
    if (m_limits.size() < limitFields().size())
        return; // still being built
    showWhatApplies();
    m_firstWrong = nullptr;
    bool valid = accept(m_name, nameProblem());
    bool settingsAreValid = true;
    for (FieldEditor *editor : std::as_const(m_settings))
        settingsAreValid &= accept(editor, applies(editor->field()) ? editor->validate() : QString());
    valid &= validateOrigin(settingsAreValid);
    valid &= validateSecrets();
    valid &= validateLimits();
    m_valid = valid;
}

bool ChannelForm::validateLimits()
{
    bool valid = true;
    const QList<LimitField> limits = limitFields();
    for (int i = 0; i < limits.size(); ++i) {
        const qint64 value = m_limits.at(i)->value().toInteger();
        QString problem = m_limits.at(i)->validate();
        if (problem.isEmpty() && (value < limits.at(i).least || value > limits.at(i).most))
            problem = tr("Give a number from %L1 to %L2.").arg(limits.at(i).least).arg(limits.at(i).most);
        valid &= accept(m_limits.at(i), problem);
    }
    return valid;
}

bool ChannelForm::accept(FieldEditor *editor, const QString &problem)
{
    const bool missing = editor->value().isUndefined();
    editor->setProblem(missing && !m_saySoWhenMissing ? QString() : problem);
    if (!problem.isEmpty() && !m_firstWrong)
        m_firstWrong = editor;
    return problem.isEmpty();
}

QString ChannelForm::nameProblem() const
{
    const QString name = m_name->value().toString();
    if (name.isEmpty())
        return tr("Give the channel a name.");
    if (m_setup.takenNames.contains(name, Qt::CaseInsensitive))
        return tr("Another channel has this name.");
    return {};
}

bool ChannelForm::validateOrigin(bool settingsAreValid)
{
    m_destinationKnown = false;
    m_destination->setProblem({});
    if (!m_setup.plugin) {
        m_destination->setText(destinationText(m_origin));
        m_destination->setHint(
            tr("The plugin “%1” is not installed, so its own settings cannot be changed.").arg(m_setup.channel.plugin));
        return true;
    }
    if (!settingsAreValid) {
        m_destination->setText(tr("not known yet"));
        return false;
    }
    const Result<QUrl> origin = m_check(settings());
    if (!origin) {
        m_destination->setText(tr("not known yet"));
        const bool untouched = !m_setup.saved && !m_saySoWhenMissing && settings() == m_initial.settings;
        m_destination->setProblem(untouched ? QString() : origin.error().message);
        if (!m_firstWrong)
            m_firstWrong = m_settings.isEmpty() ? nullptr : m_settings.first();
        return false;
    }
    m_origin = *origin;
    m_destinationKnown = true;
    m_destination->setText(destinationText(m_origin));
    return true;
}

bool ChannelForm::validateSecrets()
{
    bool valid = true;
    for (SecretEditor *secret : std::as_const(m_secrets)) {
        secret->setOrigin(m_origin);
        const QString problem = applies(secret->field()) ? secret->validate() : QString();
        const bool missing = secret->typed().isEmpty() && !m_setup.saved;
        secret->setProblem(missing && !m_saySoWhenMissing ? QString() : problem);
        if (!problem.isEmpty() && !m_firstWrong)
            m_firstWrong = secret;
        valid &= problem.isEmpty();
    }
    return valid;
}

} // namespace evenhand
