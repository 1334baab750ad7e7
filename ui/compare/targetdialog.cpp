// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/targetdialog.h"

#include "ui/compare/parameterform.h"
#include "ui/models/format.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

QString tipOf(const ModelInfo &model)
{
    QStringList lines;
    if (!model.name.isEmpty() && model.name != model.id)
        lines.append(model.name);
    if (model.contextLength)
        lines.append(TargetDialog::tr("Context: %1 tokens").arg(Format::count(*model.contextLength)));
    if (!model.lacks.isEmpty())
        lines.append(TargetDialog::tr("Does not take, by its provider's list: %1").arg(model.lacks.join(", "_L1)));
    if (!model.note.isEmpty())
        lines.append(model.note);
    return Format::toolTip(lines.join(u'\n'));
}

} // namespace

TargetDialog::TargetDialog(const Setup &setup, ListModels listModels, QWidget *parent)
    : QDialog(parent)
    , m_channels(setup.channels)
    , m_initial(setup.target)
    , m_listModels(std::move(listModels))
    , m_channel(new QComboBox)
    , m_model(new QComboBox)
    , m_listState(sentenceLabel({}, Theme::dimRole))
    , m_listAction(quietButton({}))
    , m_parameters(new ParameterForm)
    , m_problem(sentenceLabel({}, QPalette::BrightText))
    , m_accept(nullptr)
{
    setWindowTitle(setup.title);
    setMinimumWidth(64 * fontMetrics().averageCharWidth());
    for (const Channel &channel : m_channels)
        m_channel->addItem(channel.name);
    const auto initial = std::ranges::find(m_channels, m_initial.channel, &Channel::id);
    m_channel->setCurrentIndex(initial == m_channels.end() ? 0 : int(initial - m_channels.begin()));
    m_channel->setAccessibleName(tr("Channel"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_accept = buttons->addButton(setup.button, QDialogButtonBox::AcceptRole);
    m_accept->setDefault(true);
    QPushButton *settings = buttons->addButton(tr("Channels…"), QDialogButtonBox::ResetRole);
    settings->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    settings->setToolTip(tr("Add or change channels in the settings"));

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(textLabel(tr("Channel"), Theme::Face::Strong));
    layout->addWidget(m_channel);
    layout->addSpacing(Theme::step);
    layout->addWidget(textLabel(tr("Model"), Theme::Face::Strong));
    layout->addWidget(makeModelRow());
    layout->addSpacing(Theme::step);
    layout->addWidget(textLabel(tr("Parameters"), Theme::Face::Strong));
    layout->addWidget(m_parameters);
    layout->addStretch();
    layout->addWidget(m_problem);
    layout->addWidget(buttons);

    m_parameters->setParameters(m_initial.parameters);
    m_model->setEditText(m_initial.model);
    m_patience.setSingleShot(true);
    m_patience.setInterval(200ms);
    connect(&m_patience, &QTimer::timeout, m_listState, &QWidget::show);
    connect(&m_patience, &QTimer::timeout, m_listAction, &QWidget::show);
    connect(m_channel, &QComboBox::currentIndexChanged, this, &TargetDialog::list);
    connect(m_model, &QComboBox::editTextChanged, this, &TargetDialog::refresh);
    connect(m_parameters, &ParameterForm::changed, this, &TargetDialog::refresh);
    connect(m_listAction, &QPushButton::clicked, this, [this] { m_listing ? stopListing() : list(); });
    connect(buttons, &QDialogButtonBox::accepted, this, &TargetDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(settings, &QPushButton::clicked, this, [this] {
        emit channelSettingsRequested();
        reject();
    });
    m_model->setFocus();
    list();
    refresh();
}

TargetDialog::~TargetDialog() = default;

QWidget *TargetDialog::makeModelRow()
{
    m_model->setEditable(true);
    m_model->setInsertPolicy(QComboBox::NoInsert);
    m_model->setAccessibleName(tr("Model"));
    m_model->lineEdit()->setPlaceholderText(tr("The model's id"));
    m_model->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_model->completer()->setFilterMode(Qt::MatchContains);
    m_model->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    auto *state = new QHBoxLayout;
    state->addWidget(m_listState, 1);
    state->addWidget(m_listAction, 0, Qt::AlignTop);
    auto *column = new QWidget;
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::halfStep);
    layout->addWidget(m_model);
    layout->addLayout(state);
    return column;
}

const Channel *TargetDialog::channel() const
{
    const int index = m_channel->currentIndex();
    return index < 0 ? nullptr : &m_channels.at(index);
}

void TargetDialog::list()
{
    m_listing.reset();
    m_listState->hide();
    m_listAction->hide();
    if (!channel()) {
        m_listState->setText(tr("There is no channel yet. Add one in the settings, under “Channels…”."));
        m_listState->show();
        return;
    }
    m_listing = std::make_unique<QObject>();
    m_listState->setText(tr("Asking the channel for its models…"));
    m_listAction->setText(tr("Cancel"));
    m_patience.start();
    m_listModels(*channel(), m_listing.get(), [this](const ModelList &models) { showModels(models); });
    refresh();
}

void TargetDialog::stopListing()
{
    m_listing.reset();
    m_patience.stop();
    m_listState->setText(tr("Cancelled. The model's id can be typed."));
    m_listAction->setText(tr("Ask again"));
}

void TargetDialog::showModels(const ModelList &models)
{
    m_listing.release()->deleteLater(); // this is called from within it
    m_patience.stop();
    m_listAction->setText(tr("Ask again"));
    m_listState->setVisible(!models || models->isEmpty());
    m_listAction->setVisible(!models);
    if (!models) {
        m_listState->setText(models.error().message);
        return;
    }
    m_listState->setText(tr("The channel names no models. The model's id can be typed."));
    const QString typed = m_model->currentText();
    const QSignalBlocker guard(m_model);
    m_model->clear();
    for (const ModelInfo &model : *models) {
        m_model->addItem(model.id);
        m_model->setItemData(m_model->count() - 1, tipOf(model), Qt::ToolTipRole);
    }
    m_model->setCurrentIndex(m_model->findText(typed));
    m_model->setEditText(typed);
}

Result<Target> TargetDialog::target() const
{
    const auto invalid = [](const QString &message) {
        return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
    };
    if (!channel())
        return invalid(tr("Choose a channel."));
    const QString model = m_model->currentText().trimmed();
    if (model.isEmpty())
        return invalid(tr("Choose a model, or type its id."));
    const Result<Parameters> parameters = m_parameters->parameters();
    if (!parameters)
        return std::unexpected(parameters.error());
    const bool sameColumn = !m_initial.id.isNull() && channel()->id == m_initial.channel && model == m_initial.model;
    return Target{.id = sameColumn ? m_initial.id : TargetId::create(),
                  .channel = channel()->id,
                  .model = model,
                  .parameters = *parameters};
}

void TargetDialog::refresh()
{
    const Result<Target> now = target();
    m_accept->setEnabled(now.has_value());
    // That nothing was chosen yet needs no telling.
    const bool worthSaying = !now && !m_model->currentText().trimmed().isEmpty() && channel();
    m_problem->setText(worthSaying ? now.error().message : QString());
    m_problem->setVisible(worthSaying);
}

void TargetDialog::submit()
{
    if (const Result<Target> now = target()) {
        emit chosen(*now);
        accept();
    }
}

} // namespace evenhand
