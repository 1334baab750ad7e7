// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Linked into every executable that is built with ThreadSanitizer. Qt is not, so the sanitizer does not see that an event is
// handed from one thread to another under a lock, and takes everything that travels with it for a race. These
// definitions stand before those of Qt and tell it: what was done before something was posted or emitted has happened
// before what is done in any event that is delivered later. (Coarse: a race between two accesses with an event between
// them stays unseen. Without it, nothing can be seen among the false ones.)

#include <QCoreApplication>
#include <QThread>

#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

namespace {

char handedOver;

bool acquireAtDelivery(void **)
{
    __tsan_acquire(&handedOver);
    __tsan_release(&handedOver);
    return false; // the event goes on to its receiver
}

const bool registered = QInternal::registerCallback(QInternal::EventNotifyCallback, acquireAtDelivery);

template<typename Function>
Function original(const char *mangledName)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, mangledName));
}

} // namespace

// Read by the sanitizer at start.
extern "C" Q_DECL_EXPORT const char *__tsan_default_options()
{
    return "ignore_noninstrumented_modules=1 halt_on_error=1";
}

// The arguments of an event that is dropped with its receiver: nothing is delivered, and they are the event's own.
extern "C" Q_DECL_EXPORT const char *__tsan_default_suppressions()
{
    return "race:QMetaType::destroy";
}

void QMetaObject::activate(QObject *sender, const QMetaObject *type, int signal, void **arguments)
{
    using Function = void (*)(QObject *, const QMetaObject *, int, void **);
    static const auto activateInQt = original<Function>("_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
    __tsan_release(&handedOver);
    activateInQt(sender, type, signal, arguments);
}

bool QMetaObject::invokeMethodImpl(QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type,
                                   qsizetype count, const void *const *parameters, const char *const *names,
                                   const QtPrivate::QMetaTypeInterface *const *types)
{
    using Function = bool (*)(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, qsizetype,
                              const void *const *, const char *const *, const QtPrivate::QMetaTypeInterface *const *);
    static const auto invokeInQt = original<Function>("_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotO"
                                                      "bjectBaseEN2Qt14ConnectionTypeExPKPKvPKPKcPKPKNS2_"
                                                      "18QMetaTypeInterfaceE");
    __tsan_release(&handedOver);
    const bool invoked = invokeInQt(object, slot, type, count, parameters, names, types);
    if (type == Qt::BlockingQueuedConnection)
        __tsan_acquire(&handedOver);
    return invoked;
}

bool QThread::wait(QDeadlineTimer deadline)
{
    using Function = bool (*)(QThread *, QDeadlineTimer);
    static const auto waitInQt = original<Function>("_ZN7QThread4waitE14QDeadlineTimer");
    const bool ended = waitInQt(this, deadline);
    __tsan_acquire(&handedOver);
    return ended;
}
