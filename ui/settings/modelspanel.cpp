// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings/modelspanel.h"

#include "app/engine/runengine.h"
#include "app/service/channeltest.h"
#include "ui/models/channelmodel.h"
#include "ui/models/format.h"
#include "ui/models/modelmodel.h"
#include "ui/settings/steplist.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tableview.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QSortFilterProxyModel>

using namespace Qt::StringLiterals;

namespace evenhand {

ModelsPanel::ModelsPanel(RunEngine &engine, CredentialStore &credentials, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_credentials(credentials)
    , m_models(new ModelModel(this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_filter(new QLineEdit(this))
    , m_test(new QPushButton(tr("Test"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_progress(new QProgressBar(this))
    , m_outcome(sentenceLabel({}, Theme::dimRole, this))
    , m_steps(new StepList(this))
    , m_table(new TableView(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    buildHead();
    buildTable();
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        say(tr("Asking for the models…"), false);
        m_progress->show();
        m_cancel->show();
    });
    connect(m_test, &QPushButton::clicked, this, &ModelsPanel::testRequested);
    connect(m_cancel, &QPushButton::clicked, this, &ModelsPanel::cancel);
    m_progress->hide();
    m_cancel->hide();
}

void ModelsPanel::buildHead()
{
    m_test->setAutoDefault(false);
    m_test->setAccessibleName(tr("Test the channel"));
    m_cancel->setAutoDefault(false);
    m_cancel->setAccessibleName(tr("Cancel the test"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(Theme::halfStep);
    m_progress->setAccessibleName(tr("The test is under way"));
    m_outcome->setAccessibleName(tr("Outcome of the test"));

    auto *title = new QHBoxLayout;
    title->addWidget(textLabel(tr("Models"), Theme::Face::Strong));
    title->addStretch(1);
    title->addWidget(m_cancel);
    title->addWidget(m_test);

    auto *head = new QVBoxLayout;
    head->setContentsMargins(Theme::edge, Theme::edge, Theme::edge, Theme::step);
    head->setSpacing(Theme::step);
    head->addLayout(title);
    head->addWidget(m_outcome);
    head->addWidget(m_steps);
    head->addWidget(m_progress);
    head->addWidget(m_filter);
    static_cast<QBoxLayout *>(layout())->addLayout(head);
}

void ModelsPanel::buildTable()
{
    m_filtered->setSourceModel(m_models);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filtered->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_filtered->setSortRole(ModelModel::SortRole);
    m_table->setModel(m_filtered);
    m_table->setAccessibleName(tr("Models of the channel"));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ModelModel::Model, Qt::AscendingOrder);
    static_cast<QBoxLayout *>(layout())->addWidget(m_table, 1);

    m_filter->setPlaceholderText(tr("Filter models"));
    m_filter->setAccessibleName(tr("Filter models"));
    m_filter->setClearButtonEnabled(true);
    m_filter->hide();
    m_table->hide();
    connect(m_filter, &QLineEdit::textChanged, m_filtered, &QSortFilterProxyModel::setFilterFixedString);
    static_cast<QBoxLayout *>(layout())->addStretch();
}

void ModelsPanel::setDestination(const std::optional<QUrl> &origin)
{
    if (isTesting() || !m_models->rows().isEmpty())
        return;
    if (!origin)
        say(tr("A test asks for the models, as soon as the form says where."), false);
    else if (origin->isEmpty())
        say(tr("A test asks the plugin for its models. Nothing leaves this machine."), false);
    else
        say(tr("A test asks %1 for its models. Nothing else is sent.").arg(destinationText(*origin)), false);
}

void ModelsPanel::test(const Channel &channel, const Secrets &typed)
{
    cancel();
    m_tested = channel;
    // Under an id of its own, so that a key which is only tried never takes the place of one that is kept.
    if (!typed.isEmpty())
        m_tested.id = ChannelId::create();
    m_typedFields = typed.keys();
    for (const QString &field : std::as_const(m_typedFields))
        m_tested.credentials.insert(field, {.kind = CredentialRef::Kind::Session, .name = {}});
    m_request = new QObject(this);
    m_steps->setSteps({});
    m_steps->setNotes({});
    setTesting(true);
    m_clock.start();
    keepForTest(m_tested, typed);
}

void ModelsPanel::keepForTest(const Channel &channel, Secrets rest)
{
    if (rest.isEmpty()) {
        ask(channel);
        return;
    }
    const QString field = rest.firstKey();
    const QByteArray secret = rest.take(field);
    m_credentials.store(channel, field, secret,
                        [this, request = QPointer(m_request), channel, rest](const Result<void> &stored) {
                            if (!request || request != m_request)
                                return;
                            if (stored)
                                keepForTest(channel, rest);
                            else
                                finish(std::unexpected(stored.error()));
                        });
}

void ModelsPanel::ask(const Channel &channel)
{
    const auto take = [this, request = m_request](const ModelList &models) {
        if (request == m_request)
            finish(models);
    };
    const auto note = [this, request = m_request](const ModelsNotes &notes) {
        if (request == m_request)
            m_steps->setNotes(notes);
    };
    m_engine.listModels(channel, m_request, take, note);
}

void ModelsPanel::finish(const ModelList &models)
{
    const auto elapsed = std::chrono::duration_cast<Duration>(m_clock.durationElapsed());
    forgetTyped();
    setTesting(false);
    showModels(models.value_or(QList<ModelInfo>()));
    m_steps->setSteps(testedSteps(m_tested, models));
    if (models)
        say(u"%1, %2"_s.arg(Format::counted(models->size(), tr("1 model"), tr("%1 models")), Format::duration(elapsed)),
            false);
    else
        say(models.error().message, true);
    emit tested();
}

// A column is there when at least one model says something in it.
void ModelsPanel::showModels(const QList<ModelInfo> &models)
{
    m_models->setRows(models);
    for (int column = ModelModel::Context; column < ModelModel::ColumnCount; ++column) {
        bool filled = false;
        for (int row = 0; row < models.size() && !filled; ++row)
            filled = !m_models->index(row, column).data().toString().isEmpty();
        m_table->setColumnHidden(column, !filled);
    }
    for (int column = ModelModel::Model; column < ModelModel::Note; ++column) // the note takes the rest
        m_table->resizeColumnToContents(column);
    m_table->header()->resizeSection(ModelModel::Note, 0);
    m_filter->setVisible(!models.isEmpty());
    m_table->setVisible(!models.isEmpty());
}

void ModelsPanel::cancel()
{
    if (!isTesting())
        return;
    forgetTyped();
    setTesting(false);
    say(tr("The test was cancelled."), false);
}

void ModelsPanel::forgetTyped()
{
    for (const QString &field : std::as_const(m_typedFields))
        m_credentials.forget(m_tested, field);
    m_typedFields.clear();
}

void ModelsPanel::setTesting(bool testing)
{
    if (testing) {
        m_patience.start();
    } else {
        m_patience.stop();
        std::exchange(m_request, nullptr)->deleteLater();
        m_progress->hide();
        m_cancel->hide();
    }
    m_test->setEnabled(!testing);
}

void ModelsPanel::say(const QString &sentence, bool bad)
{
    m_outcome->setForegroundRole(bad ? QPalette::BrightText : Theme::dimRole);
    m_outcome->setText(bad ? u"✗ "_s + sentence : sentence);
    m_outcome->setAccessibleDescription(m_outcome->text());
}

QString ModelsPanel::outcome() const
{
    return m_outcome->text();
}

} // namespace evenhand
